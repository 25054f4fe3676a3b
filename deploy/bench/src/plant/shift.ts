import type { Session } from '@millwright/platform';
import { Clerk } from './clerk.js';
import { Connection } from './connection.js';
import type { Step } from './step.js';

export interface ShiftResult {
  readonly orders: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Commands that came before what another service did was known, and were sent again; by step. */
  readonly tooEarly: Readonly<Record<string, number>>;
  /** Commands that were answered before the read models showed them. */
  readonly lagging: number;
}

/** Lets some clients work through a number of orders over HTTP, and measures from the first command to the last answer. */
export async function workShift(
  url: string,
  session: Session,
  {
    clients,
    orders,
    name,
    steps,
  }: { readonly clients: number; readonly orders: number; readonly name: string; readonly steps: readonly Step[] },
): Promise<ShiftResult> {
  let begun = 0;
  let finished = 0;
  let lagging = 0;
  const tooEarly: Record<string, number> = {};
  const work = {
    steps,
    next: () => (begun < orders ? `${name}-${String(++begun).padStart(6, '0')}` : undefined),
    finished: () => void finished++,
    cameTooEarly: (step: string) => void (tooEarly[step] = (tooEarly[step] ?? 0) + 1),
    lagged: () => void lagging++,
  };
  const connections = await Promise.all(Array.from({ length: clients }, () => Connection.open(url)));
  const startedAt = performance.now();
  try {
    await Promise.all(connections.map((connection) => new Clerk(connection, work, session).workThrough()));
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  if (finished !== orders) throw new Error(`${finished} of ${orders} orders were finished`);
  return { orders, seconds, perSecond: orders / seconds, tooEarly, lagging };
}
