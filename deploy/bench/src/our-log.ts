import { randomUUID } from 'node:crypto';
import { EventLog, migrateEventLog, type Append, type AppendResult } from '@millwright/event-log';
import type { BenchDatabase } from './benchmark.js';
import { dataOf } from './event.js';

export const service = 'bench';
export const site = 'BENCH';
export const streamNamed = (name: string): string => `${site}/part/${name}`;

/** Makes the log of one service in a database of its own. The URL that is returned is the service's, whose role owns nothing. */
export async function migrateLog(database: BenchDatabase): Promise<string> {
  const role = { name: `${database.name}_service`, password: 'only-for-benchmarks' };
  await migrateEventLog({ ownerUrl: database.url, service, role });
  return Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
}

export async function openLog(database: BenchDatabase): Promise<{ log: EventLog; url: string }> {
  const url = await migrateLog(database);
  return { log: new EventLog({ url, service, site }), url };
}

/** One event that follows `version` of its stream, with all that a command brings along: its key, digest and answer. */
export function oneEvent(name: string, version: number): Append {
  const stream = streamNamed(name);
  const commandId = randomUUID();
  return {
    command: { principal: 'system:bench', key: commandId, bodyHash: commandId },
    expected: new Map([[stream, version]]),
    events: [
      { stream, version: version + 1, event: { type: 'PartMeasured', data: dataOf(version) }, schemaVersion: 1 },
    ],
    subject: stream,
    outcome: 'accepted',
    answer: {},
    by: { actor: 'system:bench', at: new Date().toISOString() },
    meta: { commandId, correlation: commandId },
  };
}

/** What a conflict or a replay would be is an error here: nobody else writes to these streams. */
export function mustBeAppended(result: AppendResult): void {
  if (result.kind !== 'appended') throw new Error(`An append was answered with ${result.kind}`);
}
