import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly date: string;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  date: new Date().toISOString(),
});

const installed = ['@event-driven-io/emmett-postgresql', 'pg', 'kafkajs', 'typeorm'];

/** What took part, with its version; the servers' are known only to who has started them. */
export const versions = (servers: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  node: process.versions.node,
  ...Object.fromEntries(installed.map((name) => [name, versionOf(name)])),
  ...Object.fromEntries(
    Object.entries(servers).flatMap(([name, version]) => (version === undefined ? [] : [[name, version]])),
  ),
});

/** Read from the file, since a package need not let its package.json be required. */
function versionOf(name: string): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const file = join(folder, 'node_modules', name, 'package.json');
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    } catch {
      // Further up.
    }
  }
  return 'unknown';
}
