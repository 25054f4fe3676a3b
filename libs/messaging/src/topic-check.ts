import { haltLog, type EventLog, type LogHead } from '@millwright/event-log';
import type { EventTransport, LastPublished } from './record.js';
import type { Place } from './relay-state.js';

/** What comparing the log with its topic came to. */
export interface TopicCheck {
  /** Partitions whose topic ends before what this log has published there. */
  readonly lost: readonly number[];
  /** Why nothing may be published: the topic knows what this log does not. */
  readonly restored?: string;
}

const isBehind = (head: LogHead, last: LastPublished): boolean =>
  last.epoch > head.epoch || (last.epoch === head.epoch && last.position > head.position);

/**
 * Done before the first record is published and after every interruption. A topic that is longer than what was published
 * was fed by a log that this one is an older copy of, or by a relay that was killed before it could note what it had done;
 * one that is shorter has lost records. Where both end at the same place nothing has to be read.
 */
export async function checkTopic(
  log: EventLog,
  transport: EventTransport,
  places: ReadonlyMap<number, Place>,
): Promise<TopicCheck> {
  const source = log.connection.service;
  const ends = await transport.ends(source);
  const differing = [...ends]
    .filter(([partition, end]) => (places.get(partition)?.end ?? '0') !== end)
    .map(([partition]) => partition);
  if (differing.length === 0) return { lost: [] };
  const [last, head] = await Promise.all([transport.tails(source, differing), log.head()]);
  for (const one of last.values()) {
    if (isBehind(head, one) || (await isAnother(log, head, one)))
      return { lost: [], restored: await halt(log, head, one) };
  }
  const lost = differing.filter(
    (partition) => (places.get(partition)?.position ?? 0) > (last.get(partition)?.position ?? 0),
  );
  return { lost };
}

/** The log has something else at the position at which the topic has this record. */
async function isAnother(
  log: EventLog,
  head: LogHead,
  { epoch, position, recordedAt }: LastPublished,
): Promise<boolean> {
  if (epoch !== head.epoch) return false;
  const [event] = await log.eventsAfter(position - 1, 1);
  return event.recordedAt !== recordedAt;
}

async function halt(log: EventLog, head: LogHead, last: LastPublished): Promise<string> {
  const { service } = log.connection;
  const why =
    `The log of ${service} ends at ${head.epoch}:${head.position}, but it has published ${last.epoch}:${last.position} (${last.id}): ` +
    `it was restored from a backup. Nothing is recorded until its epoch is raised: POST /api/${service}/v1/operations/log/raise-epoch, or npm run restore -- --raise-epoch ${service}`;
  await haltLog(log.pool, why);
  return why;
}
