import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ProblemException } from '../http/problem.js';
import type { Plant } from '../service/plant.js';

/** Those who wait for events of one service in this process at the same time. */
export const mostStreams = 200;

/** How soon a role that was withdrawn ends what is being told. */
const lookEvery = 1_000;

/** Everybody who is being told events just now, so that they are not too many, and that all are let go before the end. */
export class OpenStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<AbortController>();
  private closing = false;

  constructor(plant: Pick<Plant, 'onEnd'>) {
    plant.onEnd(() => this.endAll());
  }

  /** One more; it ends when it is aborted, by whoever opened it or because who follows may do so no more. */
  begin(mayGoOn: () => boolean): AbortController {
    if (this.closing)
      throw ProblemException.unavailable('This replica is shutting down; connect again to reach another one.');
    if (this.open.size >= mostStreams)
      throw ProblemException.unavailable(
        `${mostStreams} are following these events already; connect again in a moment.`,
      );
    const stream = new AbortController();
    this.open.add(stream);
    const looking = setInterval(() => mayGoOn() || stream.abort(), lookEvery).unref();
    const end = (): void => {
      clearInterval(looking);
      this.open.delete(stream);
    };
    stream.signal.addEventListener('abort', end, { once: true });
    return stream;
  }

  get count(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    this.endAll();
  }

  private endAll(): void {
    this.closing = true;
    for (const stream of this.open) stream.abort();
  }
}
