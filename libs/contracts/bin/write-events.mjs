// Writes what is generated of the event classes: asyncapi.json and schemas/. Run it by `npm run contracts:events`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const { contractFiles } = createRequire(import.meta.url)('../dist/document/contract-files.js');

rmSync(join(folder, 'schemas'), { recursive: true, force: true });
const files = contractFiles();
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
console.log(`${files.size} files of the contract of events are written.`);
