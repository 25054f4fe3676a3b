/** By what a line of the log can be found: ids, and nothing that says who or what somebody is. */
export interface Ids {
  readonly traceId?: string;
  readonly command?: string;
  readonly commandId?: string;
  readonly idempotencyKey?: string;
  readonly streams?: readonly string[];
  readonly eventId?: string;
}

const behind = new WeakMap<object, Ids>();

/** Whoever logs an error later need not know of which command or event it was. */
export function putBehind(error: unknown, ids: Ids): void {
  if (typeof error === 'object' && error !== null && !behind.has(error)) behind.set(error, ids);
}

export const idsBehind = (error: unknown): Ids | undefined =>
  typeof error === 'object' && error !== null ? behind.get(error) : undefined;
