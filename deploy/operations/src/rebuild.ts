import { Progress } from './progress.js';
import { readArguments, usage } from './rebuild-arguments.js';
import { rebuild } from './rebuilding.js';
import { runProgram } from './run-program.js';

runProgram(async () => {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const different = await rebuild(wanted, new Progress(process.stderr));
  return different > 0 ? 1 : 0;
});
