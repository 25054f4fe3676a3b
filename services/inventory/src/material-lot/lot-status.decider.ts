import { decider, isZero, rejection } from '@millwright/event-sourcing';
import type { LotStatus } from './lot-state.rules.js';
import { LotJournal } from './lot-journal.decider.js';
import type { ChangeLotStatus, LotStatusCommand } from './material-lot.commands.js';
import { materialLot } from './material-lot.decider.js';

/** The only legal changes of status (a hold is not a status: it comes and goes by itself). */
const legalFrom: Readonly<Record<LotStatus, readonly LotStatusCommand[]>> = {
  unknown: [],
  available: ['block', 'quarantine', 'scrap'],
  quarantine: ['release-from-quarantine', 'block', 'scrap'],
  blocked: ['unblock', 'scrap'],
  scrapped: [],
};

const facts = {
  block: 'LotBlocked',
  unblock: 'LotUnblocked',
  quarantine: 'LotQuarantined',
  'release-from-quarantine': 'LotReleasedFromQuarantine',
  scrap: 'LotScrapped',
} as const satisfies Readonly<Record<LotStatusCommand, string>>;

export const changeLotStatus = decider<ChangeLotStatus>({
  name: 'change-lot-status',
  streams: ({ lot }) => [materialLot(lot)],
  decide: ({ lot: id, to, reason }, look, { at }) => {
    const journal = new LotJournal(look, at);
    const lot = journal.lot(id);
    if (lot.status === 'unknown')
      return rejection('unknown-lot', `There is no lot ${id} in stock.`, { kind: 'unknown', facts: { lot: id } });
    const legal = legalFrom[lot.status];
    if (!legal.includes(to))
      return rejection('illegal-transition', `Lot ${id} is ${lot.status}.`, {
        legal,
        facts: { lot: id, lotStatus: lot.status },
      });
    if (to === 'scrap' && !isZero(lot.issued.total)) {
      return rejection(
        'issued-to-order',
        `${lot.issued.total} ${lot.unit} of lot ${id} are issued to orders. Return them before scrapping the lot.`,
        { legal: ['return'], facts: { lot: id } },
      );
    }
    journal.record({
      type: facts[to],
      data: { lot: id, item: lot.item, quantity: { value: lot.places.total, unit: lot.unit }, reason },
    });
    return { events: journal.occurrences, answer: { lot: id, status: journal.lot(id).status } };
  },
});

export interface ScrapReceivedUnit {
  readonly unit: string;
  readonly reason: string;
}

/** Tracking scrapped a unit: where it had been received already, it goes from stock. */
export const scrapReceivedUnit = decider<ScrapReceivedUnit>({
  name: 'scrap-received-unit',
  streams: ({ unit }) => [materialLot(unit)],
  decide: ({ unit, reason }, look, { at }) => {
    const journal = new LotJournal(look, at);
    const lot = journal.lot(unit);
    if (lot.status === 'scrapped' || isZero(lot.places.total)) return [];
    journal.record({
      type: 'LotScrapped',
      data: { lot: unit, item: lot.item, quantity: { value: lot.places.total, unit: lot.unit }, reason },
    });
    return journal.occurrences;
  },
});
