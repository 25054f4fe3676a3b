import { randomBytes } from 'node:crypto';

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** W3C trace context: the trace of the caller goes on with a step of ours; without a well-formed one a new trace begins. */
export function ownTraceparent(callers: unknown): string {
  const [, trace, flags] = (typeof callers === 'string' && form.exec(callers)) || [];
  return `00-${trace ?? randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-${flags ?? '00'}`;
}
