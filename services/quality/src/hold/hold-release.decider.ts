import { decider, happened, rejection, unknown } from '@millwright/event-sourcing';
import { nonconformance } from '../nonconformance/nonconformance.decider.js';
import type { EndHoldOfScrapped, ReleaseHold } from './hold.commands.js';
import { hold } from './hold.decider.js';

export const releaseHold = decider<ReleaseHold>({
  name: 'release-hold',
  streams: (command) => [hold(command.hold)],
  decide: ({ hold: number, reason }, look) => {
    const held = look(hold(number));
    if (held.status === 'none') return unknown('hold', number);
    if (held.status === 'released')
      return rejection('illegal-transition', `Hold ${number} is released already.`, {
        legal: [],
        facts: { hold: number },
      });
    if (held.byRecall)
      return rejection(
        'held-by-recall',
        `Hold ${number} is a recall. Inventory owns it; it is lifted there, lot by lot.`,
        { facts: { hold: number, recall: number } },
      );
    if (held.nonconformance !== undefined) {
      const { status, dispositions } = look(nonconformance(held.nonconformance));
      const facts = { hold: number, nonconformance: held.nonconformance };
      if (status === 'open' || status === 'awaiting-approval') {
        return rejection(
          'nonconformance-open',
          `Hold ${number} belongs to nonconformance ${held.nonconformance}. Dispose of that; it releases the hold.`,
          { legal: ['dispose'], facts },
        );
      }
      if (dispositions.has('scrap')) {
        return rejection(
          'awaits-scrapping',
          `What hold ${number} is on was disposed as scrap. The hold ends when it is scrapped.`,
          { legal: ['scrap'], facts },
        );
      }
    }
    return {
      events: [
        happened(hold(number), { type: 'HoldReleased', data: { hold: number, subjects: held.subjects, reason } }),
      ],
      answer: { hold: number, status: 'released' },
    };
  },
});

/** Only the hold of what was disposed as scrap: whatever else is found on scrapped goods is still to be decided. */
export const endHoldOfScrapped = decider<EndHoldOfScrapped>({
  name: 'end-hold-of-scrapped',
  streams: (command) => [hold(command.hold)],
  decide: ({ hold: number, nonconformance: finding }, look) => {
    const held = look(hold(number));
    const { status, dispositions } = look(nonconformance(finding));
    if (held.status !== 'placed' || !dispositions.has('scrap') || status === 'open' || status === 'awaiting-approval')
      return [];
    return [
      happened(hold(number), {
        type: 'HoldReleased',
        data: { hold: number, subjects: held.subjects, reason: 'scrapped' },
      }),
    ];
  },
});
