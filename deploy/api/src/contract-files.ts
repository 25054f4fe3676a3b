import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, services, Sources } from './code/sources.js';
import { commonProblems, unroutedProblems } from './document/common-problems.js';
import { merged } from './document/merged-document.js';
import { serviceDocument, type ServiceDocument } from './document/service-document.js';
import { problemPagesOf } from './problems/problem-pages.js';

export const contractFolder = join(repository, 'libs/contracts/openapi');

export interface Contract {
  /** By the name of the file in `contractFolder`. */
  readonly files: ReadonlyMap<string, string>;
  readonly undescribed: readonly string[];
  readonly unclear: readonly string[];
  readonly neverGiven: readonly string[];
}

/** Everything that is generated from the code of the services, as it belongs into the files. */
export async function contractOf(sources: Sources): Promise<Contract> {
  const made: Record<string, ServiceDocument> = {};
  for (const service of services) made[service] = await serviceDocument(sources, service);
  const documents = Object.fromEntries(Object.entries(made).map(([service, { document }]) => [service, document]));
  const all = Object.values(made);
  const reasons = [...commonProblems, ...unroutedProblems, ...all.flatMap((one) => one.reasons)];
  const text = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  return {
    files: new Map([
      ...Object.entries(documents).map(([service, document]): [string, string] => [`${service}.json`, text(document)]),
      ['millwright.json', text(merged(documents))],
      ['problems.json', text(problemPagesOf(reasons))],
    ]),
    undescribed: all.flatMap((one) => one.undescribed),
    unclear: all.flatMap((one) => one.unclear),
    neverGiven: all.flatMap((one) => one.neverGiven),
  };
}

export const staleFiles = ({ files }: Contract): string[] =>
  [...files].filter(([name, text]) => readOrNothing(join(contractFolder, name)) !== text).map(([name]) => name);

export function writeContract({ files }: Contract): void {
  for (const [name, text] of files) writeFileSync(join(contractFolder, name), text);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
