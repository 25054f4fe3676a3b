/** What the driver does to a parameter before it writes it down; it is exported, but its types leave it out. */
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
