import { existsSync, readFileSync } from 'node:fs';
import type { Answered } from './facts.js';

/** The last line may be half written when its writer was killed. */
export function readJournal(path: string): Answered[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Answered);
}
