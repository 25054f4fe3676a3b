import type { Pool } from 'pg';
import type { Append, AppendResult } from './append.js';
import { appendBatch } from './append-batch.sql.js';

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

const largestBatch = 256;
/** A second call goes out while the first is being committed, but only for so many: a call costs as much as a dozen appends. */
const worthACall = 16;
const callsAtOnce = 2;

/** SQLSTATE classes that blame the data of one command: 22 data exception, 23 integrity constraint violation. */
const blamesData = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown })?.code ?? ''));
/**
 * The call may succeed when made again: transaction timeout, shutdown, deadlock, a lost connection. Whether it was
 * committed or not does not matter, since what was committed is found by its key and answered as it was.
 */
const worthRepeating = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(25P04|57P0[123]|40001|40P01|55P03|ECONNRESET|EPIPE)$/.test(code ?? '') ||
    /Connection terminated/.test(message ?? '')
  );
};
const attempts = 4;

/**
 * Group commit: while one call is on its way, the appends that arrive wait and go together in the next one.
 * Within a batch no command may touch what another one writes, since all of a batch are checked before any is inserted;
 * such a command, and a twin with the same key, waits for the next batch. Two calls at once take turns in the database.
 */
export class Appender {
  private waiting: Waiting[] = [];
  private calls = 0;
  private gathering = false;

  constructor(
    private readonly pool: Pool,
    private readonly site: string,
    private readonly onCall?: (milliseconds: number, appends: readonly Append[]) => void,
  ) {}

  append(append: Append): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.gather();
    });
  }

  /** One turn of the event loop, so that commands that were decided together go together. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    setImmediate(() => {
      this.gathering = false;
      while (this.isWorthACall()) void this.call(this.next());
    });
  }

  private isWorthACall(): boolean {
    const { calls, waiting } = this;
    return calls === 0 ? waiting.length > 0 : calls < callsAtOnce && waiting.length >= worthACall;
  }

  private async call(batch: readonly Waiting[]): Promise<void> {
    this.calls++;
    await this.flush(batch);
    this.calls--;
    if (this.waiting.length > 0) this.gather();
  }

  private next(): Waiting[] {
    // So many that two calls are worth it: while the database works on one half, this process answers the other.
    const most = this.waiting.length < 3 * worthACall ? largestBatch : Math.min(largestBatch, this.waiting.length / 2);
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const keys = new Set<string>();
    const touched = new Set<string>();
    const written = new Set<string>();
    for (const waiting of this.waiting) {
      const { command, expected, events } = waiting.append;
      const key = `${command.principal}\n${command.key}`;
      const clashes =
        batch.length >= most ||
        keys.has(key) ||
        [...expected.keys()].some((stream) => written.has(stream)) ||
        events.some(({ stream }) => touched.has(stream));
      // What waits keeps its place before later commands on the same streams.
      keys.add(key);
      for (const stream of expected.keys()) touched.add(stream);
      for (const { stream } of events) written.add(stream);
      (clashes ? left : batch).push(waiting);
    }
    this.waiting = left;
    return batch;
  }

  private async flush(batch: readonly Waiting[], attempt = 1): Promise<void> {
    try {
      const appends = batch.map(({ append }) => append);
      const begun = performance.now();
      const results = await appendBatch(this.pool, appends, this.site);
      this.onCall?.(performance.now() - begun, appends);
      batch.forEach(({ resolve }, index) => resolve(results[index]));
    } catch (error) {
      if (worthRepeating(error) && attempt < attempts) {
        await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
        return this.flush(batch, attempt + 1);
      }
      if (!blamesData(error) || batch.length === 1) return batch.forEach(({ reject }) => reject(error));
      const middle = Math.ceil(batch.length / 2);
      await this.flush(batch.slice(0, middle));
      await this.flush(batch.slice(middle));
    }
  }
}
