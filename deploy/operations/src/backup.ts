import { parseArgs } from 'node:util';
import { declared, readSettings } from '@millwright/platform';
import { backUp } from './backup/back-up.js';
import { Progress } from './progress.js';
import { runProgram } from './run-program.js';

const usage = `Backs up a site into one file, while it runs or not.

  npm run backup -- <file> [--data millwright-data]

The file holds all five logs as they were at one moment, and what was answered to which Idempotency-Key. The read models are
not in it: they are computed anew from the logs after it was restored. A file that exists is not overwritten.

  --data  the data directory of the site; without it MILLWRIGHT_DATA, and millwright-data without that
`;

runProgram(async () => {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (positionals.length !== 1) throw new Error(`Name the file to write.\n\n${usage}`);
  const started = Date.now();
  const progress = new Progress(process.stderr);
  const directory = values.data ?? readSettings('backup', process.env).of(declared.dataDirectory);
  const { madeAt } = await backUp(positionals[0], directory, progress);
  progress.say(`${positionals[0]} holds the site as of ${madeAt} (${((Date.now() - started) / 1000).toFixed(1)} s).`);
  return 0;
});
