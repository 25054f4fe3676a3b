import { inventory, tracking, type HeardEvent } from '@millwright/contracts';
import { intent, type Intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { noteRecall } from './hold.decider.js';
import { endHoldOfScrapped } from './hold-release.decider.js';

export const recallAppearsAsHold: Reaction<HeardEvent<typeof inventory.RecallOpened>, EntityManager> = {
  name: 'recall-appears-as-hold',
  on: {
    [inventory.RecallOpened.type]: ({ data: { recall, lot, reason, inStock, inProcess } }) => [
      intent(noteRecall, { recall, lot, reason, subjects: [...inStock, ...inProcess] }),
    ],
  },
};

type Scrapped = HeardEvent<typeof tracking.UnitScrapped> | HeardEvent<typeof inventory.LotStatusChanged>;

async function holdsOn(subject: string, db: EntityManager): Promise<Intent[]> {
  const rows: { hold: string; nonconformance: string }[] = await db.query(
    `select h.hold, h.nonconformance from held_subject s join hold h on h.hold = s.hold where s.subject = $1 and h.status = 'placed' and h.nonconformance is not null order by h.hold`,
    [subject],
  );
  return rows.map((row) => intent(endHoldOfScrapped, row));
}

/** What was disposed as scrap is gone when it is scrapped; a hold on it has nothing to hold any more. */
export const scrappedGoodsEndTheirHold: Reaction<Scrapped, EntityManager> = {
  name: 'scrapped-goods-end-their-hold',
  looksIntoReadModels: true,
  lane: () => 'holds',
  on: {
    [tracking.UnitScrapped.type]: ({ data }, db) => holdsOn(data.unit, db),
    [inventory.LotStatusChanged.type]: ({ data }, db) => (data.status === 'scrapped' ? holdsOn(data.lot, db) : []),
  },
};
