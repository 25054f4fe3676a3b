// What hadolint says of the Dockerfile: nothing. Usage: npm run lint:dockerfile
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checking, tool } from '../kubernetes/tools.mjs';

await checking(async () => {
  const { values: options } = parseArgs({ options: { install: { type: 'boolean' } } });
  const file = join(import.meta.dirname, '../Dockerfile');
  const { status, stdout, stderr } = spawnSync(tool('hadolint', options), [file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  console.log('hadolint minds nothing in the Dockerfile.');
});
