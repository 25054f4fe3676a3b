import { rejection, type Rejection } from '@millwright/event-sourcing';

/** One refusal for several things asked at once: the code of the first, and all reasons. */
export function together(summary: string, refused: readonly Rejection[]): Rejection {
  const [{ code, kind, detail, more }] = refused;
  const reasons = refused.map((one) => ({ ...one.more.facts, code: one.code, detail: one.detail }));
  return rejection(
    code,
    refused.length === 1 ? detail : `${summary}: ${refused.length} refused, the first because: ${detail}`,
    { ...more, kind, reasons },
  );
}
