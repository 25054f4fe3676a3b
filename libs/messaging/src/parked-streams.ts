import { payloadProblem } from '@millwright/contracts';
import { parkedRecords, resumeRecords, type EventLog, type ParkedRecord } from '@millwright/event-log';
import { heardEvent } from './heard-event.js';
import { readRecord } from './kafka-records.js';
import type { PublishedRecord, RawRecord } from './record.js';

/** Why a parked record still cannot be taken. */
export class StillUnreadable extends Error {}

/** Streams of other services that wait because one of their records could not be taken. */
export class ParkedStreams {
  constructor(
    private readonly log: EventLog,
    private readonly types: ReadonlySet<string>,
  ) {}

  /**
   * Takes the parked records of a stream into the log, in order, all or none; how many there were. A record of an event
   * that its source has lost says, being resumed, that what was heard stands. Throws when one still cannot be read.
   */
  async resume(source: string, stream: string): Promise<number> {
    const waiting = await parkedRecords(this.log.pool, { source, stream });
    const records = waiting.flatMap((parked) => this.read(parked));
    const events = records.filter(({ type }) => this.types.has(type)).map(heardEvent);
    const numbers = waiting.map(({ number }) => number);
    if (await resumeRecords(this.log.pool, { source, stream }, numbers, events)) return waiting.length;
    return this.resume(source, stream);
  }

  /** After an upgrade, what waited for it goes on by itself. */
  async resumeWhatCanBeReadNow(): Promise<void> {
    const streams = new Set((await parkedRecords(this.log.pool)).map(({ source, stream }) => `${source} ${stream}`));
    for (const one of streams) {
      const [source, ...stream] = one.split(' ');
      const waiting = await parkedRecords(this.log.pool, { source, stream: stream.join(' ') });
      if (waiting.some((parked) => isLost(parked) || this.problemOf(parked) !== undefined)) continue;
      await this.resume(source, stream.join(' '));
    }
  }

  private read(parked: ParkedRecord): PublishedRecord[] {
    if (isLost(parked)) return [];
    const problem = this.problemOf(parked);
    if (problem !== undefined) throw new StillUnreadable(`Record ${parked.number} still cannot be taken: ${problem}`);
    return [recordOf(parked)];
  }

  private problemOf(parked: ParkedRecord): string | undefined {
    try {
      const { site, type, data, source } = recordOf(parked);
      if (site !== this.log.connection.site) return `it is of site ${site}`;
      if (source !== parked.source) return `it claims to come from ${source}`;
      return payloadProblem(type, data) ?? (this.types.has(type) ? undefined : `this service does not keep ${type}`);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

const isLost = ({ record }: ParkedRecord): boolean => 'lost' in (record as object);

function recordOf({ record, partition }: ParkedRecord): PublishedRecord {
  const stored = record as PublishedRecord | RawRecord;
  return 'headers' in stored ? readRecord(stored, partition) : stored;
}
