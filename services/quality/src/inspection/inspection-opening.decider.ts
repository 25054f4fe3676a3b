import {
  decider,
  happened,
  Rejection,
  rejection,
  type Look,
  type Occasion,
  drawNumber,
} from '@millwright/event-sourcing';
import { lotLine } from '../lot-line/lot-line.decider.js';
import { inspectedGoods } from './inspected-goods.decider.js';
import type { OpenInspection } from './inspection.commands.js';
import { inspection, nothingYet, type InspectionState } from './inspection.decider.js';
import { measured } from './verdict.decider.js';

function numberFor({ inspection: wanted }: OpenInspection, look: Look, occasion: Occasion) {
  if (wanted === undefined)
    return drawNumber('IN', look, occasion, (number) => look(inspection(number)).status === 'none');
  if (look(inspection(wanted)).status === 'none') return { number: wanted };
  return rejection(
    'inspection-exists',
    `There is an inspection ${wanted} already. Choose another number, or leave it out.`,
    { facts: { inspection: wanted } },
  );
}

/** Freezes what is inspected and by what. With measurements given, the verdict may fall in the same command. */
export const openInspection = decider<OpenInspection>({
  name: 'open-inspection',
  // Without a number there is no stream of its own yet; the goods stand for it.
  streams: (command) => [inspection(command.inspection ?? `of ${command.subject.id}`)],
  decide: (command, look, occasion) => {
    const drawn = numberFor(command, look, occasion);
    if (drawn instanceof Rejection) return drawn;
    const goods = inspectedGoods(command, look);
    if (goods instanceof Rejection) return goods;
    const { planRevision, content, subject, order, operation, quantity, attempt, repeats } = goods;
    const number = drawn.number;
    const opened = {
      inspection: number,
      plan: command.plan,
      planRevision,
      subject,
      order,
      operation,
      quantity,
      attempt,
      repeats,
      characteristics: content.characteristics,
      needsApproval: content.needsApproval,
    };
    const line = lotLine({ subject: subject.id, operation, plan: command.plan });
    const began = {
      type: 'LotLineInspectionOpened',
      data: { lot: subject.id, inspection: number, quantity, attempt, repeats },
    } as const;
    const events = [
      'taken' in drawn ? [drawn.taken] : [],
      happened(inspection(number), { type: 'InspectionOpened', data: opened }),
      happened(line, began),
    ].flat();
    const answer = { inspection: number, planRevision, attempt };
    if (command.measurements === undefined)
      return {
        events,
        answer: {
          ...answer,
          verdict: 'open',
          missing: content.characteristics.map(({ characteristic }) => characteristic),
        },
      };
    const state: InspectionState = { ...nothingYet, ...opened, status: 'open' };
    const found = measured(
      {
        number,
        state,
        line: line.kind.evolve(look(line), began, occasion),
        measurements: command.measurements,
        rejected: command.rejected,
      },
      look,
      occasion,
    );
    return found instanceof Rejection
      ? found
      : { events: [...events, ...found.events], answer: { ...answer, ...found.answer } };
  },
});
