import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './code/sources.js';
import { contractFolder } from './contract-files.js';

export const clientFolder = join(repository, 'libs/client/src/generated');

/** Has the TypeScript client made from the committed document. */
export function generateClient(folder: string): void {
  const program = join(repository, 'node_modules/@hey-api/openapi-ts/bin/run.js');
  const args = [
    '-i',
    join(contractFolder, 'millwright.json'),
    '-o',
    folder,
    '-c',
    '@hey-api/client-fetch',
    '--silent',
    '--no-log-file',
  ];
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The client could not be generated: ${stdout}${stderr}`);
}

/** Files of the committed client that are not what the generator makes today. */
export function staleClientFiles(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-client-'));
  try {
    generateClient(folder);
    const [made, committed] = [textsIn(folder), textsIn(clientFolder)];
    return [...new Set([...made.keys(), ...committed.keys()])].filter((name) => made.get(name) !== committed.get(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textsIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
