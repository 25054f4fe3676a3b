// Reads dashboards with Grafana's own types: what they do not know, or miss, is said, and the exit code is 1.
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func check(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var read dashboard.Dashboard
	// Where all is well it answers a list with no error in it, which is not nil.
	if err := read.UnmarshalJSONStrict(text); err != nil && err.Error() != "" {
		return err
	}
	return read.Validate()
}

func main() {
	plugins.RegisterDefaultPlugins()
	wrong := false
	for _, file := range os.Args[1:] {
		if err := check(file); err != nil {
			wrong = true
			fmt.Printf("%s: %v\n", file, err)
		}
	}
	if wrong {
		os.Exit(1)
	}
}
