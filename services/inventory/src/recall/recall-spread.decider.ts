import { decider, happened, type Look, type Occurrence } from '@millwright/event-sourcing';
import { holdLot } from '../material-lot/hold.decider.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { joined, recall, whereabouts } from './recall.decider.js';
import type { RecalledSubject } from './recall.events.js';

/** It became known later that something else contains the recalled lot. */
export interface ExtendRecall {
  readonly recall: string;
  readonly subject: RecalledSubject;
}

/** Holds one more lot or unit for a recall and adds it to the recall's lists; nothing when it is there already or the recall is closed. */
function extend(look: Look, journal: LotJournal, id: string, subject: RecalledSubject): readonly Occurrence[] {
  const { status, lot, reason, members, ...lists } = look(recall(id));
  if (status !== 'open' || members.has(subject.id) || journal.lot(subject.id).holds.has(id)) return [];
  const where = whereabouts(look, subject);
  holdLot(journal, id, subject, true);
  return [
    happened(recall(id), {
      type: 'RecallExtended',
      data: { recall: id, lot, reason, subject, ...joined([lists, where]) },
    }),
  ];
}

/** A recalled lot went into a product: the product is recalled, too. */
export const spreadRecalls = (
  look: Look,
  journal: LotJournal,
  component: string,
  product: RecalledSubject,
): readonly Occurrence[] =>
  [...journal.lot(component).holds]
    .filter(([, isRecall]) => isRecall)
    .flatMap(([id]) => extend(look, journal, id, product));

export const extendRecall = decider<ExtendRecall>({
  name: 'extend-recall',
  streams: ({ recall: id, subject }) => [recall(id), materialLot(subject.id)],
  decide: ({ recall: id, subject }, look, { at }) => {
    const journal = new LotJournal(look, at);
    const additions = extend(look, journal, id, subject);
    return [...additions, ...journal.occurrences];
  },
});
