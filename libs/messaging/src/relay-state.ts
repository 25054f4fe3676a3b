/** Where the relay has come to in one partition of its topic. */
export interface Place {
  /** Position of the last record published there. */
  readonly position: number;
  /** The place after it in the transport, where that has places. */
  readonly end?: string;
}

export type Places = ReadonlyMap<number, Place>;

export const placesOf = (details: unknown): Map<number, Place> =>
  new Map(
    Object.entries((details ?? {}) as Record<string, Place>).map(([partition, place]) => [Number(partition), place]),
  );

export const chainOf = (places: Places): Record<number, number> =>
  Object.fromEntries([...places].map(([partition, { position }]) => [partition, position]));

/** The places after something was published. */
export function placesAfter(
  before: Places,
  chain: Readonly<Record<number, number>>,
  ends: ReadonlyMap<number, string>,
): Record<number, Place> {
  const known = Object.fromEntries(before);
  const moved = Object.entries(chain).map(([partition, position]): [number, Place] => {
    const end = ends.get(Number(partition)) ?? known[Number(partition)]?.end;
    return [Number(partition), end === undefined ? { position } : { position, end }];
  });
  return { ...known, ...Object.fromEntries(moved) };
}
