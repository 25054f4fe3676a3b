import {
  add,
  compare,
  decider,
  happened,
  isMoreThan,
  isPositive,
  isZero,
  Rejection,
  rejection,
  smaller,
  subtract,
  unknown,
  type Decision,
  type Look,
  type Occurrence,
  type Quantity,
} from '@millwright/event-sourcing';
import { lotOnHold } from '../component/component-lot.decider.js';
import { jobOf } from '../job/job.decider.js';
import { machineIsDown, notStartable } from '../job/job-gate.decider.js';
import { reportPieces, tooMany, willNotArrive } from '../job/pieces.decider.js';
import { backflush, componentsMissing, missingComponents, type Consumer } from '../material/consumption.decider.js';
import { item as itemStream, releasedOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { inUnit } from '../order/quantity.rules.js';
import { allPassed, isLast, nextOperations } from '../order/route.rules.js';
import type { MoveLotIn, PiecesBody, ReportLot, ReportLotBody } from './lot-in-process.commands.js';
import { inLot, lotInProcess, type LotState } from './lot-in-process.decider.js';

export interface LotAtWork {
  readonly id: string;
  readonly state: LotState;
  readonly order: ReleasedOrder;
}

/** A lot that can be worked on. */
export function atWork(look: Look, id: string): LotAtWork | Rejection {
  const state = look(lotInProcess(id));
  if (state.status === 'none') return unknown('lot', id);
  const held = lotOnHold(look, id);
  if (held) return held;
  if (state.status !== 'in-process')
    return rejection(`lot-${state.status}`, `Lot ${id} is ${state.status}.`, { legal: [], facts: { lot: id } });
  const order = releasedOrder(look, state.order);
  return order instanceof Rejection ? order : { id, state, order };
}

export function wrongOperation({ id, state, order }: LotAtWork, operation: string): Rejection | undefined {
  const expected = state.at ? [state.at.operation] : nextOperations(order.operations, state.passed);
  if (expected.includes(operation)) return undefined;
  return rejection(
    'wrong-operation',
    `Lot ${id} is expected at operation ${expected.join(' or ')}, not at ${operation}.`,
    { legal: expected, facts: { lot: id, operation, expected } },
  );
}

/** A job that is done may still be worked on by what runs there again. */
const kindOfWork = ({ countedBefore, toRework }: LotState, operation: string): 'run' | 'rework' =>
  isPositive(countedBefore[operation] ?? '0') || isPositive(toRework[operation] ?? '0') ? 'rework' : 'run';

const movedIn = ({ id, state, order }: LotAtWork, operation: string, workCenter: string): Occurrence =>
  happened(lotInProcess(id), {
    type: 'LotMovedIn',
    data: {
      lot: id,
      item: state.item,
      order: order.order,
      operation,
      workCenter,
      quantity: inLot(state, state.quantity),
    },
  });

export const moveLotIn = decider<MoveLotIn>({
  name: 'move-lot-in',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: ({ lot, operation }, look) => {
    const found = atWork(look, lot);
    if (found instanceof Rejection) return found;
    const job = look(jobOf(found.order.order, operation));
    const wrong = wrongOperation(found, operation);
    if (wrong) return wrong;
    if (found.state.at)
      return rejection('already-moved-in', `Lot ${lot} is at operation ${operation} already.`, {
        legal: ['consume', 'report'],
        facts: { lot, operation },
      });
    const no = notStartable(look, job, kindOfWork(found.state, operation)) ?? machineIsDown(look, job.workCenter);
    return (
      no ?? {
        events: [movedIn(found, operation, job.workCenter)],
        answer: { lot, operation, workCenter: job.workCenter },
      }
    );
  },
});

/** A lot at one operation; `pieces` is how many of it are meant. */
export const consumerOf = ({ id, state, order }: LotAtWork, operation: string, pieces: string): Consumer => ({
  product: { kind: 'lot', id, item: state.item },
  order,
  operation,
  pieces,
  installed: state.components,
  record: (event) => happened(lotInProcess(id), event),
});

interface Reported {
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly scrapReason?: string;
}

/** The amounts in the unit of the order, or what is wrong with them. */
function amounts(
  look: Look,
  { item, quantity: { unit } }: ReleasedOrder,
  { good, scrap, rework, scrapReason }: Readonly<PiecesBody>,
): Reported | Rejection {
  const inBase = (given: Quantity | undefined) =>
    inUnit(given ?? { value: '0', unit }, unit, item, look(itemStream(item)));
  const [g, s, r] = [inBase(good), inBase(scrap), inBase(rework)];
  if (g instanceof Rejection) return g;
  if (s instanceof Rejection) return s;
  if (r instanceof Rejection) return r;
  if ([g, s, r].every(({ value }) => isZero(value)))
    return rejection('nothing-reported', 'Report good, scrap or rework of more than zero.', { kind: 'invalid' });
  if (!isZero(s.value) && scrapReason === undefined)
    return rejection('scrap-reason-required', 'Say with scrapReason why pieces are scrapped.', { kind: 'invalid' });
  return { good: g.value, scrap: s.value, rework: r.value, scrapReason };
}

function notPossible(look: Look, lot: LotAtWork, operation: string, { good, scrap }: Reported): Rejection | undefined {
  const { id, state, order } = lot;
  const job = look(jobOf(order.order, operation));
  const no = wrongOperation(lot, operation) ?? notStartable(look, job, kindOfWork(state, operation));
  if (no) return no;
  const left = subtract(state.quantity, state.good[operation] ?? '0');
  const reported = add(good, scrap);
  if (!isMoreThan(reported, left))
    return tooMany(look, order, operation, subtract(reported, countedAgain(lot, operation, reported)));
  return rejection('more-than-in-lot', `Lot ${id} has ${left} ${state.unit} left for operation ${operation}.`, {
    facts: { lot: id, operation, left, reported },
  });
}

/** Of so many pieces: how many the operation has in its count already. A last operation has taken them back. */
const countedAgain = ({ state, order }: LotAtWork, operation: string, pieces: string): string =>
  isLast(order.operations, operation) ? '0' : smaller(pieces, state.countedBefore[operation] ?? '0');

/** Of so many pieces of the lot, all scrapped: what each operation has in its count as good. */
export const countedOf =
  ({ state, order }: LotAtWork, pieces: string) =>
  (operation: string): string =>
    state.passed.includes(operation) ? pieces : countedAgain({ id: '', state, order }, operation, pieces);

/** Amounts that say something: zero says nothing. */
const present = <Name extends string>(
  state: LotState,
  amounts: Record<Name, string>,
): Partial<Record<Name, Quantity>> =>
  Object.fromEntries(
    Object.entries<string>(amounts)
      .filter(([, value]) => !isZero(value))
      .map(([name, value]) => [name, inLot(state, value)]),
  ) as Partial<Record<Name, Quantity>>;

/** Good, scrap and rework of a lot at an operation, apart from anybody's time. */
export function reportOn(
  look: Look,
  lot: LotAtWork,
  body: Readonly<ReportLotBody>,
  before: readonly Occurrence[] = [],
): Decision | Rejection {
  const { id, state, order } = lot;
  const { operation } = body;
  const pieces = amounts(look, order, body);
  if (pieces instanceof Rejection) return pieces;
  const no = notPossible(look, lot, operation, pieces);
  if (no) return no;
  const { good, scrap, rework, scrapReason } = pieces;
  const { workCenter } = look(jobOf(order.order, operation));
  const about = { lot: id, item: state.item, order: order.order, operation, workCenter };
  const ran = add(good, scrap);
  const again = smaller(ran, state.countedBefore[operation] ?? '0');
  const left = subtract(subtract(state.quantity, state.good[operation] ?? '0'), ran);
  const putAside = smaller(rework, left);
  const afterRework = smaller(subtract(ran, again), state.toRework[operation] ?? '0');
  const reported = happened(lotInProcess(id), {
    type: 'LotReported',
    data: {
      ...about,
      good: inLot(state, good),
      scrap: inLot(state, scrap),
      scrapReason,
      ...present(state, { rework: putAside, reworked: subtract(rework, putAside), again, afterRework }),
    },
  });
  const ended = endOfOperation(lot, operation, workCenter, { ...pieces, again });
  if (ended instanceof Rejection) return ended;
  const counted = subtract(good, countedAgain(lot, operation, ran));
  const events = [
    ...before,
    ...(state.at ? [] : [movedIn(lot, operation, workCenter)]),
    ...backflush(look, consumerOf(lot, operation, subtract(ran, again))),
    reported,
    ...ended.events,
    ...reportPieces(look, order, operation, { good: counted, scrap, rework, scrapReason, lot: id }),
    ...willNotArrive(look, order, { operation, pieces: scrap, lot: id, countedAt: countedOf(lot, scrap) }),
  ];
  return { events, answer: { lot: id, operation, good, scrap, rework, status: ended.status } };
}

/** Whether with this the lot has passed the operation, is complete, or is gone. */
function endOfOperation(
  lot: LotAtWork,
  operation: string,
  workCenter: string,
  { good, scrap, again }: Reported & { again: string },
): { events: Occurrence[]; status: string } | Rejection {
  const { id, state, order } = lot;
  const left = subtract(state.quantity, scrap);
  const passedSoFar = add(state.good[operation] ?? '0', good);
  if (isZero(left)) return { events: [scrapped(lot, operation)], status: 'scrapped' };
  if (compare(passedSoFar, left) < 0) return { events: [], status: 'in-process' };
  const worked = add(passedSoFar, add(state.scrap[operation] ?? '0', scrap));
  const anew = subtract(worked, add(state.runAgain[operation] ?? '0', again));
  const missing = missingComponents(consumerOf(lot, operation, anew));
  if (missing.length > 0) return componentsMissing(id, missing);
  const completed = allPassed(order.operations, [...state.passed, operation]);
  return { events: passedOperation(lot, operation, workCenter, left), status: completed ? 'completed' : 'in-process' };
}

/** Nothing is left of it. */
export const scrapped = ({ id, state, order }: LotAtWork, operation: string): Occurrence =>
  happened(lotInProcess(id), {
    type: 'LotScrapped',
    data: { lot: id, order: order.order, item: state.item, operation },
  });

/** All that is left of the lot has passed the operation; the last one completes it. */
export function passedOperation(
  { id, state: { item, itemRevision, passed, unit }, order: { order, externalOrder, operations } }: LotAtWork,
  operation: string,
  workCenter: string,
  left: string,
): Occurrence[] {
  const stream = lotInProcess(id);
  const quantity = { value: left, unit };
  const finished = happened(stream, {
    type: 'LotFinishedOperation',
    data: { lot: id, order, item, operation, workCenter, quantity },
  });
  if (!allPassed(operations, [...passed, operation])) return [finished];
  const made = { lot: id, order, externalOrder, item, itemRevision, quantity };
  return [finished, happened(stream, { type: 'LotCompleted', data: made })];
}

export const reportLot = decider<ReportLot>({
  name: 'report-lot',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: ({ lot, ...report }, look) => {
    const found = atWork(look, lot);
    return found instanceof Rejection ? found : reportOn(look, found, report);
  },
});
