/** How many letters have to be changed, added, left out or swapped with their neighbour. */
function distance(one: string, other: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, changed, isSwapped ? beforeLast[j - 2] + 1 : Infinity);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length];
}

const most = 6;

/** What somebody who wrote `name` may have meant; undefined where none of the names is like it. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((known) => ({ known, away: distance(name, known) }))
    .filter(({ known, away }) => away <= Math.min(most, known.length / 4))
    .sort((one, other) => one.away - other.away);
  return nearest?.known;
}
