import { Readable } from 'node:stream';
import { cursorText } from './feed-cursor.js';
import type { FeedReader } from './feed-reader.js';

/** Proxies cut connections on which nothing comes; most after a minute. */
const heartbeat = 15_000;
/** Then the client connects again, perhaps to a replica that has less to do, and shows anew who it is. */
const longestLife = 10 * 60_000;
const reconnectAfter = 1_000;

export interface Telling {
  readonly reader: FeedReader;
  readonly ended: AbortSignal;
  /** The epoch of the log now; undefined when the place that was read up to is lost. */
  readonly epoch: (position: number) => Promise<number | undefined>;
}

/**
 * The feed as Server-Sent Events. A stretch of the log is read only when the one before has been taken from the stream, so a
 * reader who is slow costs one stretch and no more.
 */
export function serverSentEvents(telling: Telling): Readable {
  return Readable.from(textOf(telling), { objectMode: false, highWaterMark: 64 * 1024 });
}

async function* textOf({ reader, ended, epoch }: Telling): AsyncGenerator<string> {
  const endAt = Date.now() + longestLife;
  yield `retry: ${reconnectAfter}\n\n`;
  for (let toldAt = Date.now(); !ended.aborted && Date.now() < endAt;) {
    const { told, isEnd } = await reader.next();
    const texts = told.map(({ record, text }) => `id: ${cursorText(record)}\nevent: ${record.type}\ndata: ${text}\n\n`);
    if (texts.length > 0) {
      yield texts.join('');
      toldAt = Date.now();
    } else if (Date.now() - toldAt >= heartbeat) {
      const now = await epoch(reader.position);
      if (now === undefined) return;
      // An event with an id and no data is not shown to anybody, but remembered as where to go on.
      yield `: still here\nid: ${cursorText({ epoch: now, position: reader.position })}\n\n`;
      toldAt = Date.now();
    }
    if (isEnd) await reader.grown(heartbeat, ended);
  }
}
