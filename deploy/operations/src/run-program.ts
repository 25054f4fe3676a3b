/** Ends the process with what the program returns, or with a sentence about why it did not work. */
export function runProgram(program: () => Promise<number>): void {
  program()
    .catch((error: unknown) => {
      process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    })
    .then((code) => process.stdout.write('', () => process.exit(code)))
    .catch(() => process.exit(1));
}
