/** A column as SQL writes it, with the type that a cursor's text is read as. */
export interface SortColumn {
  readonly sql: string;
  readonly type: string;
}

export interface ListOrder {
  /** The last of them are unique together, so that no two rows are in the same place. */
  readonly columns: readonly SortColumn[];
  readonly direction: 'ASC' | 'DESC';
}

/** More than any value of the type: rows without one come last, and first in the order from the last on. */
const mostOf: Readonly<Record<string, string>> = {
  'timestamp with time zone': `'infinity'::timestamptz`,
  numeric: `'infinity'::numeric`,
  integer: '2147483647',
};

export function sortColumn(sql: string, type: string, nullable = false): SortColumn {
  if (!nullable) return { sql, type };
  const most = mostOf[type];
  if (most === undefined) throw new Error(`${sql} may be absent, and nothing sorts behind every ${type}`);
  // An index for it is on the same expression.
  return { sql: `coalesce(${sql}, ${most})`, type };
}

/** `sort` is one of a closed list by now; see SortField. */
export function orderOf(
  sort: string | undefined,
  key: readonly string[],
  columnOf: (name: string) => SortColumn,
): ListOrder {
  const name = sort?.replace(/^-/, '');
  const names = name === undefined || key.includes(name) ? key : [name, ...key];
  // A column of the key leads where it was asked for.
  const ordered = name !== undefined && key.includes(name) ? [name, ...key.filter((one) => one !== name)] : names;
  return { columns: ordered.map(columnOf), direction: sort?.startsWith('-') ? 'DESC' : 'ASC' };
}

/** Compares whole rows, so that one index in that order, read forwards or backwards, finds where a page begins. */
export function behind({ columns, direction }: ListOrder, placeholder: (n: number) => string): string {
  const here = columns.map(({ sql }) => sql).join(', ');
  const place = columns.map(({ type }, n) => `cast(${placeholder(n)} as ${type})`).join(', ');
  return `(${here}) ${direction === 'ASC' ? '>' : '<'} (${place})`;
}
