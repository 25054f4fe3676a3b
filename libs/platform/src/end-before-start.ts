// The first import of a service's main, and of nothing else: as process 1 of a container a program hears a signal only where
// it listens for it, and loading takes a second. Before something was started there is nothing to stop; a migration that was
// broken off has failed.
const endAtOnce = (): void => process.exit(process.argv[2] === 'migrate' ? 143 : 0);

process.on('SIGTERM', endAtOnce);
process.on('SIGINT', endAtOnce);
