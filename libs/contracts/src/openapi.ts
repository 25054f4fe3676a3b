import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'openapi');

/** The services of the merged document. */
export const describedServices = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** The OpenAPI document of one service, or of all of them together; undefined for any other set of services. */
export function openApiOf(services: readonly string[]): unknown {
  const isAll = describedServices.every((one) => services.includes(one));
  const file = `${isAll ? 'millwright' : services.join('-')}.json`;
  return existsSync(join(folder, file)) ? read(file) : undefined;
}

/** A code by which a route can refuse, for the page that its problems name as their type. */
export interface ProblemPage {
  readonly code: string;
  readonly statuses: readonly number[];
  /** The sentences it comes with; in braces what differs from case to case. */
  readonly says: readonly string[];
  readonly remedy: string;
}

let pages: readonly ProblemPage[] | undefined;

export const problemPages = (): readonly ProblemPage[] => (pages ??= read('problems.json') as ProblemPage[]);
