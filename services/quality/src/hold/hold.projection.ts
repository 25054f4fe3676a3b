import { inventory, tracking, type HeardEvent } from '@millwright/contracts';
import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { HeldSubject, HoldEvent } from './hold.events.js';

type Heard =
  | HeardEvent<typeof tracking.HoldEnforcedInTracking>
  | HeardEvent<typeof inventory.HoldEnforcedInInventory>
  | HeardEvent<typeof tracking.UnitFinishedOperation>
  | HeardEvent<typeof tracking.MaterialConsumed>
  | HeardEvent<typeof inventory.LotShipped>
  | HeardEvent<typeof inventory.LotMoved>;

/** `<service>:<epoch>:<position>`: the order in which the source itself did things, whatever order they were heard in. */
const sourceOrder = (eventId: string): [epoch: number, position: number] => {
  const [, epoch, position] = eventId.split(':');
  return [Number(epoch), Number(position)];
};

async function place(
  { version, by }: Recorded<HoldEvent>,
  {
    hold,
    subjects,
    reason,
    nonconformance,
    recalledLot,
  }: { hold: string; subjects: readonly HeldSubject[]; reason: string; nonconformance?: string; recalledLot?: string },
  db: EntityManager,
): Promise<void> {
  await db.query(
    `insert into hold (hold, status, subjects, reason, nonconformance, recalled_lot, placed_at, placed_by, version) values ($1, 'placed', $2, $3, $4, $5, $6, $7, $8)`,
    [
      hold,
      JSON.stringify(subjects),
      reason,
      nonconformance ?? null,
      recalledLot ?? null,
      by.at,
      by.onBehalfOf ?? by.actor,
      version,
    ],
  );
  for (const { kind, id } of subjects)
    await db.query('insert into held_subject (hold, kind, subject) values ($1, $2, $3)', [hold, kind, id]);
}

const enforce = (
  service: string,
  {
    data: { hold, subject },
    by,
    recordedAt,
    eventId,
  }: Recorded<Heard & { data: { hold: string; subject: { id: string } } }>,
  db: EntityManager,
): Promise<unknown> =>
  db.query(
    `insert into hold_enforcement (hold, service, subject, since, heard_at, source_epoch, source_position) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (hold, service, subject) do update set since = excluded.since, heard_at = excluded.heard_at, source_epoch = excluded.source_epoch,
       source_position = excluded.source_position, lifted_at = null`,
    [hold, service, subject.id, by.at, recordedAt, ...sourceOrder(eventId)],
  );

/** Somebody did something with a unit or lot; it matters if that turns out to be held. */
const touched = (
  subject: string,
  what: string,
  { by, eventId }: Recorded<Heard>,
  db: EntityManager,
): Promise<unknown> =>
  db.query(
    `insert into goods_touched (subject, service, source_epoch, source_position, what, at, by_actor) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [subject, eventId.split(':')[0], ...sourceOrder(eventId), what, by.at, by.onBehalfOf ?? by.actor],
  );

export const holds: Projection<HoldEvent | Heard, EntityManager> = {
  name: 'holds',
  version: 1,
  tables: ['hold', 'held_subject', 'hold_enforcement', 'goods_touched'],
  on: {
    HoldPlaced: (event, db) => place(event, event.data, db),
    RecallHoldNoted: (event, db) => place(event, event.data, db),
    HoldReleased: ({ data, by, version }, db) =>
      db.query(
        `update hold set status = 'released', released_at = $2, released_because = $3, version = $4 where hold = $1`,
        [data.hold, by.at, data.reason, version],
      ),
    [tracking.HoldEnforcedInTracking.type]: (event, db) => enforce('tracking', event, db),
    [inventory.HoldEnforcedInInventory.type]: (event, db) =>
      event.data.lifted
        ? db.query(
            `update hold_enforcement set lifted_at = $3 where hold = $1 and service = 'inventory' and subject = $2`,
            [event.data.hold, event.data.subject.id, event.by.at],
          )
        : enforce('inventory', event, db),
    [tracking.UnitFinishedOperation.type]: (event, db) =>
      touched(event.data.unit, `finished operation ${event.data.operation}`, event, db),
    [tracking.MaterialConsumed.type]: async (event, db) => {
      const { product, lot, operation } = event.data;
      await touched(product.id, `got ${lot} at operation ${operation}`, event, db);
      await touched(lot, `used in ${product.id} at operation ${operation}`, event, db);
    },
    [inventory.LotShipped.type]: (event, db) =>
      touched(event.data.lot, `shipped to ${event.data.customer} in ${event.data.shipment}`, event, db),
    [inventory.LotMoved.type]: (event, db) =>
      touched(event.data.lot, `moved from ${event.data.from} to ${event.data.to}`, event, db),
  },
};

/**
 * What happened to held goods after the hold and before the service that did it knew of the hold. The order within that
 * service is the order of its own log; a time of occurrence alone cannot tell what it knew.
 */
export const slippedThroughHold = `
  select t.subject, t.service, t.what, t.at, t.by_actor as "by"
    from hold h join held_subject s on s.hold = h.hold
    join goods_touched t on t.subject = s.subject and t.at > h.placed_at and (h.released_at is null or t.at < h.released_at)
    left join hold_enforcement e on e.hold = h.hold and e.service = t.service and e.subject = t.subject
   where h.hold = $1 and (e.hold is null or (t.source_epoch, t.source_position) < (e.source_epoch, e.source_position))
   order by t.at, t.service, t.source_epoch, t.source_position, t.subject`;
