/** PostgreSQL's notation of a text[]. The driver's own looks at every element again for its type, which costs as much as the rest. */
export const texts = (values: readonly string[]): string => `{${values.map(quoted).join(',')}}`;

/** PostgreSQL's notation of an int[]. */
export const numbers = (values: readonly number[]): string => `{${values.join(',')}}`;

const special = /["\\]/g;
const quoted = (text: string): string => `"${text.replace(special, '\\$&')}"`;
