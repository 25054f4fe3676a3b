/**
 * Commands on one stream take their turn within this process, in the order in which they came. A command that names
 * several streams waits for all of them; since its place in all queues is taken at once, no two can wait for each other.
 */
export class StreamQueues {
  private readonly tails = new Map<string, Promise<unknown>>();

  async run<T>(streams: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = Promise.all(streams.map((stream) => this.tails.get(stream)));
    const done = before.then(work);
    const tail = done.catch(() => undefined);
    for (const stream of streams) this.tails.set(stream, tail);
    try {
      return await done;
    } finally {
      for (const stream of streams) if (this.tails.get(stream) === tail) this.tails.delete(stream);
    }
  }
}
