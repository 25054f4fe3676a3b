import { cursorOf, placeOf } from './list-cursor.js';
import type { ListQuery, Page } from './list-page.js';

/** What was computed as a whole: items, and by what they are in order, which no two of them share. */
export interface Computed<Item> {
  readonly name: string;
  readonly items: readonly Item[];
  readonly place: (item: Item) => string;
}

/** A whole number as text that sorts like it. */
export const asPlace = (number: number): string => String(number).padStart(15, '0');

/** A page of it, by the same rules as a page of a read model. */
export function computedPage<Item>({ name, items, place }: Computed<Item>, asked: ListQuery): Page<Item> {
  const [after] = asked.after === undefined ? [] : placeOf(name, { ...asked }, asked.after, 1);
  const ascending = !asked.sort?.startsWith('-');
  const isBehind = (item: Item): boolean =>
    after === undefined || (ascending ? place(item) > after : place(item) < after);
  const ordered = items.filter(isBehind).sort((a, b) => (place(a) < place(b) === ascending ? -1 : 1));
  const page = ordered.slice(0, asked.limit);
  const last = page.at(-1);
  return last !== undefined && ordered.length > page.length
    ? { items: page, next: cursorOf(name, { ...asked }, [place(last)]) }
    : { items: page };
}
