import {
  decider,
  happened,
  isZero,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { holdLot, liftHoldFrom } from '../material-lot/hold.decider.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { madeUnit } from '../production-receipt/made.decider.js';
import type { LookedUp } from '../material-lot/looked-up.rules.js';
import type { CloseRecall, OpenRecallBody } from './recall.commands.js';
import type { RecalledShipment, RecalledSubject, RecallEvent, RecallLists } from './recall.events.js';

export type OpenRecall = OpenRecallBody & {
  /** What was made of the lot, as far as the read models know; each is checked in its own stream. */
  readonly descendants: LookedUp<readonly RecalledSubject[]>;
};

export interface RecallState extends RecallLists {
  readonly status: 'none' | 'open' | 'closed';
  readonly lot: string;
  readonly reason: string;
  /** Every lot and unit on one of the lists. */
  readonly members: ReadonlySet<string>;
}

const nowhere: RecallLists = { inStock: [], inProcess: [], shipped: [], scrapped: [], customers: [] };

const membersOf = (lot: string, { inStock, inProcess, scrapped, shipped }: RecallLists): ReadonlySet<string> =>
  new Set([lot, ...[...inStock, ...inProcess, ...scrapped].map(({ id }) => id), ...shipped.map((one) => one.lot)]);

export const recall = streamOf<RecallState, RecallEvent>('recall', {
  initialState: { status: 'none', lot: '', reason: '', members: new Set(), ...nowhere },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'RecallOpened':
      case 'RecallExtended': {
        const { lot, reason, inStock, inProcess, shipped, scrapped, customers } = data;
        const lists = { inStock, inProcess, shipped, scrapped, customers };
        return { status: 'open', lot, reason, ...lists, members: membersOf(lot, lists) };
      }
      case 'RecallClosed':
        return { ...state, status: 'closed' };
    }
  },
});

/** Where one lot or unit is, by its own streams. */
export function whereabouts(look: Look, subject: RecalledSubject): RecallLists {
  const lot = look(materialLot(subject.id));
  const made = look(madeUnit(subject.id));
  const known: RecalledSubject = { ...subject, item: lot.item || made.item || subject.item || undefined };
  const shipped: RecalledShipment[] = lot.shipped.map(({ shipment, customer }) => ({
    lot: subject.id,
    shipment,
    customer,
  }));
  const stillMade = lot.status === 'unknown' && made.status !== 'scrapped';
  return {
    inStock: isZero(lot.places.total) ? [] : [known],
    inProcess: stillMade ? [known] : [],
    shipped,
    scrapped: lot.status === 'scrapped' || made.status === 'scrapped' ? [known] : [],
    customers: shipped.map(({ customer }) => customer),
  };
}

export const joined = (lists: readonly RecallLists[]): RecallLists => ({
  inStock: lists.flatMap(({ inStock }) => inStock),
  inProcess: lists.flatMap(({ inProcess }) => inProcess),
  shipped: lists.flatMap(({ shipped }) => shipped),
  scrapped: lists.flatMap(({ scrapped }) => scrapped),
  customers: [...new Set(lists.flatMap(({ customers }) => customers))].sort(),
});

/** What has left the plant or is scrapped needs no hold; what was used up needs one, so that the recall goes on to what it is found in later. */
const outOfReach = (where: RecallLists): boolean =>
  where.inStock.length === 0 && where.inProcess.length === 0 && where.shipped.length + where.scrapped.length > 0;

export const openRecall = decider<OpenRecall>({
  name: 'open-recall',
  streams: ({ recall: id, lot, descendants }) => [
    recall(id),
    ...[lot, ...descendants.found.map((subject) => subject.id)].flatMap((each) => [materialLot(each), madeUnit(each)]),
  ],
  decide: ({ recall: id, lot, reason, descendants }, look, { at }) => {
    if (look(recall(id)).status !== 'none')
      return rejection('recall-exists', `There is a recall ${id} already.`, { facts: { recall: id } });
    const made = look(madeUnit(lot)).status;
    if (look(materialLot(lot)).status === 'unknown' && made === 'unknown' && descendants.found.length === 0)
      return unknown('lot', lot);
    const subjects: RecalledSubject[] = [{ kind: made === 'unknown' ? 'lot' : 'unit', id: lot }, ...descendants.found];
    const journal = new LotJournal(look, at);
    const found = subjects.map((subject) => ({ subject, where: whereabouts(look, subject) }));
    for (const { subject, where } of found)
      if (subject.id === lot || !outOfReach(where)) holdLot(journal, id, subject, true);
    const lists = joined(found.map(({ where }) => where));
    const opened = happened(recall(id), { type: 'RecallOpened', data: { recall: id, lot, reason, ...lists } });
    return { events: [opened, ...journal.occurrences], answer: { recall: id, lot, ...lists } };
  },
});

export const closeRecall = decider<CloseRecall>({
  name: 'close-recall',
  streams: (command) => [recall(command.recall)],
  decide: ({ recall: id, reason }, look, { at }) => {
    const { status, members } = look(recall(id));
    if (status === 'none') return unknown('recall', id);
    if (status === 'closed') return rejection('illegal-transition', `Recall ${id} is closed already.`, { legal: [] });
    const journal = new LotJournal(look, at);
    for (const member of members)
      liftHoldFrom(journal, id, { kind: look(madeUnit(member)).status === 'unknown' ? 'lot' : 'unit', id: member });
    const closed: Occurrence = happened(recall(id), { type: 'RecallClosed', data: { recall: id, reason } });
    return {
      events: [closed, ...journal.occurrences],
      answer: { recall: id, status: 'closed', released: members.size },
    };
  },
});
