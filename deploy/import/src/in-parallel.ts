/** At most `limit` at a time, begun in order. The first failure ends it. */
export async function inParallel<T>(
  things: readonly T[],
  limit: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < things.length) await work(things[next++]);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, things.length) }, worker));
  } catch (error) {
    next = things.length;
    throw error;
  }
}
