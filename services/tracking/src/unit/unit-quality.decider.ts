import { decider, happened, Rejection, type Decision, type Look, type Occurrence } from '@millwright/event-sourcing';
import { reportPieces } from '../job/pieces.decider.js';
import { releasedOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { fromOperationOn, isLast, nextOperations } from '../order/route.rules.js';
import type { FollowDisposition, HearVerdict } from './unit.commands.js';
import { unit } from './unit.decider.js';
import { scrap } from './unit-life.decider.js';

/** What quality says of something that tracking has not made concerns it not at all. */
const ofNoConcern: Decision = { events: [] };

export const hearVerdict = decider<HearVerdict>({
  name: 'hear-inspection-verdict',
  streams: ({ unit: id }) => [unit(id)],
  decide: ({ unit: id, inspection, verdict, operation }, look) => {
    const { status, order, at, verdicts, attempts } = look(unit(id));
    const where = operation ?? at?.operation ?? attempts.at(-1)?.operation;
    if (status === 'none' || where === undefined || verdicts.some((one) => one.inspection === inspection))
      return ofNoConcern;
    return [
      happened(unit(id), {
        type: 'InspectionVerdictHeard',
        data: { unit: id, order, operation: where, inspection, verdict },
      }),
    ];
  },
});

/**
 * Everything from that operation on has to be passed again. What was installed stays installed, the attempts made stay
 * visible, and an operation that has counted the unit as good goes on counting it once; only the last ones take it back,
 * because their good pieces are what the order has produced.
 */
function sendToRework(
  look: Look,
  { unit: id, nonconformance, reworkFrom }: FollowDisposition,
  order: ReleasedOrder,
): Occurrence[] {
  const state = look(unit(id));
  const from = reworkFrom ?? state.at?.operation ?? nextOperations(order.operations, [])[0];
  const again = fromOperationOn(order.operations, from);
  const takenBack = again.filter((one) => isLast(order.operations, one) && state.counted.includes(one));
  const found = state.at?.operation ?? state.passed.at(-1);
  const sent = happened(unit(id), {
    type: 'UnitSentToRework',
    data: { unit: id, order: order.order, operation: from, again, takenBack, nonconformance },
  });
  const touched = found === undefined || takenBack.includes(found) ? takenBack : [...takenBack, found];
  return [
    sent,
    ...touched.flatMap((operation) =>
      reportPieces(look, order, operation, {
        good: takenBack.includes(operation) ? '-1' : '0',
        rework: operation === found ? '1' : '0',
        unit: id,
      }),
    ),
  ];
}

export const followDisposition = decider<FollowDisposition>({
  name: 'follow-disposition',
  streams: ({ unit: id }) => [unit(id)],
  decide: (command, look) => {
    const { unit: id, nonconformance, disposition, reason } = command;
    const state = look(unit(id));
    if (state.status === 'none' || state.status === 'scrapped') return ofNoConcern;
    const order = releasedOrder(look, state.order);
    if (order instanceof Rejection) return order;
    switch (disposition) {
      case 'scrap':
        return scrap(look, id, order, reason);
      case 'rework':
        return sendToRework(look, command, order);
      case 'use-as-is':
        return [
          happened(unit(id), {
            type: 'UnitAcceptedAsIs',
            data: { unit: id, order: order.order, operation: state.at?.operation, nonconformance },
          }),
        ];
      case 'return':
        return ofNoConcern;
    }
  },
});
