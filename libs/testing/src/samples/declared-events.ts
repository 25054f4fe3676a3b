import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sources of a service, without its specs. */
export const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));

/** Types of private events, as the sources declare them: `Event<'ItemReleased', …>`. */
export const declaredEvents = (folder: string): string[] => [
  ...new Set(
    sourcesIn(folder).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bEvent<\s*'(\w+)'/g)].map(([, type]) => type),
    ),
  ),
];
