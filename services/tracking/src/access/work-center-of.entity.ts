import type { EntityManager } from 'typeorm';

interface Asked {
  readonly params: unknown;
  readonly body?: unknown;
}

/** The text under this name, in the address or else in the body. */
function named({ params, body }: Asked, name: string): string | null {
  for (const part of [params, body]) {
    const value = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined;
    if (typeof value === 'string') return value;
  }
  return null;
}

/** Where work on an operation of an order, a unit or a lot is done, for those who may work at some work centers only. */
export async function workCenterOf(asked: Asked, db: EntityManager): Promise<string | undefined> {
  const [order, operation, unit, lot] = ['order', 'operation', 'unit', 'lot'].map((name) => named(asked, name));
  if (operation === null || (order ?? unit ?? lot) === null) return undefined;
  const [job]: { workCenter: string }[] = await db.query(
    `select work_center as "workCenter" from job where operation = $2 and order_no = coalesce($1,
       (select order_no from unit where unit = $3), (select order_no from lot_in_process where lot = $4))`,
    [order, operation, unit, lot],
  );
  return job?.workCenter;
}
