import { performance } from 'node:perf_hooks';

export interface Load {
  /** Calls a second. */
  readonly rate: number;
  readonly calls: number;
  /** Of each call, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Callers that each make one call after the other until the time is over; what they began they finish. */
export async function load(
  callers: number,
  seconds: number,
  call: (caller: number, nth: number) => Promise<void>,
): Promise<Load> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  const work = async (caller: number): Promise<void> => {
    for (let nth = 0; performance.now() < until; nth++) {
      const begun = performance.now();
      await call(caller, nth);
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => work(caller)));
  const calls = latencies.length;
  return { rate: (calls * 1_000) / (performance.now() - started), calls, latencies };
}
