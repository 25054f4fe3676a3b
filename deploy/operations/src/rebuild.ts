import { declared, readSettings, Session } from '@millwright/platform';
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
  const key = readSettings('rebuild', process.env).maybe(declared.apiKey);
  if (!key) throw new Error('MILLWRIGHT_API_KEY is not set; it should be an API key with the role administrator.');
  const different = await rebuild(
    wanted,
    new Session(wanted.tracking, { grant: 'api-key', key }),
    new Progress(process.stderr),
  );
  return different > 0 ? 1 : 0;
});
