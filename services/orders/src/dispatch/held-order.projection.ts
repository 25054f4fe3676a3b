import { inventory, quality, tracking, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

type Heard =
  | HeardEvent<typeof tracking.UnitMovedIn>
  | HeardEvent<typeof inventory.LotIssued>
  | HeardEvent<typeof quality.HoldPlaced>
  | HeardEvent<typeof quality.HoldReleased>;

const belongsTo = (db: EntityManager, kind: 'unit' | 'lot', id: string, order: string): Promise<unknown> =>
  db.query('insert into order_subject (kind, id, order_number) values ($1, $2, $3) on conflict do nothing', [
    kind,
    id,
    order,
  ]);

/** Which units and lots belong to which order, and which of them are held. */
export const heldOrders: Projection<Heard, EntityManager> = {
  name: 'held-orders',
  version: 1,
  tables: ['order_subject', 'held_subject'],
  on: {
    [tracking.UnitMovedIn.type]: ({ data: { unit, order } }, db) => belongsTo(db, 'unit', unit, order),
    [inventory.LotIssued.type]: ({ data: { lot, order } }, db) => belongsTo(db, 'lot', lot, order),
    [quality.HoldPlaced.type]: ({ data: { hold, subjects } }, db) =>
      db.query(
        `insert into held_subject (hold, kind, id) select $1, kind, id from jsonb_to_recordset($2) as subject (kind text, id text) on conflict do nothing`,
        [hold, JSON.stringify(subjects)],
      ),
    [quality.HoldReleased.type]: ({ data: { hold, subjects } }, db) =>
      db.query(
        `delete from held_subject using jsonb_to_recordset($2) as subject (kind text, id text)
         where held_subject.hold = $1 and held_subject.kind = subject.kind and held_subject.id = subject.id`,
        [hold, JSON.stringify(subjects)],
      ),
  },
};
