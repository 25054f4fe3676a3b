import { decider, type Look } from '@millwright/event-sourcing';
import { madeUnit } from '../production-receipt/made.decider.js';
import { LotJournal } from './lot-journal.decider.js';
import { materialLot } from './material-lot.decider.js';
import type { HeldSubject } from './material-lot.events.js';

/** A hold as heard from quality, or of a recall. */
export interface EnforceHold {
  readonly hold: string;
  readonly subjects: readonly HeldSubject[];
}
export type LiftHold = EnforceHold;

export function holdLot(journal: LotJournal, hold: string, subject: HeldSubject, recall: boolean): void {
  const lot = journal.lot(subject.id);
  if (lot.holds.has(hold)) return;
  journal.record({
    type: 'HoldEnforced',
    // A unit may be held before it is received; then only the hold itself knows its item.
    data: {
      lot: subject.id,
      item: lot.item || subject.item || 'unknown',
      quantity: { value: lot.places.total, unit: lot.unit || 'C62' },
      hold,
      subject,
      recall,
    },
  });
}

export function liftHoldFrom(journal: LotJournal, hold: string, subject: HeldSubject): void {
  const lot = journal.lot(subject.id);
  if (!lot.holds.has(hold)) return;
  journal.record({
    type: 'HoldLifted',
    data: {
      lot: subject.id,
      item: lot.item || subject.item || 'unknown',
      quantity: { value: lot.places.total, unit: lot.unit || 'C62' },
      hold,
      subject,
    },
  });
}

const itemOf = (look: Look, journal: LotJournal, { id, item }: HeldSubject): string | undefined =>
  item ?? (journal.lot(id).item || look(madeUnit(id)).item || undefined);

/** Copies a hold into the stream of every lot that it names, known here or not yet: there it gates all that is decided. */
export const enforceHold = decider<EnforceHold>({
  name: 'enforce-hold',
  streams: ({ subjects }) => subjects.map(({ id }) => materialLot(id)),
  decide: ({ hold, subjects }, look, { at }) => {
    const journal = new LotJournal(look, at);
    for (const subject of subjects) holdLot(journal, hold, { ...subject, item: itemOf(look, journal, subject) }, false);
    return journal.occurrences;
  },
});

export const liftHold = decider<LiftHold>({
  name: 'lift-hold',
  streams: ({ subjects }) => subjects.map(({ id }) => materialLot(id)),
  decide: ({ hold, subjects }, look, { at }) => {
    const journal = new LotJournal(look, at);
    for (const subject of subjects) liftHoldFrom(journal, hold, subject);
    return journal.occurrences;
  },
});
