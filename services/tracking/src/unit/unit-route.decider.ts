import { decider, happened, Rejection, rejection, unknown, type Look } from '@millwright/event-sourcing';
import { onHold } from '../component/component-lot.decider.js';
import { jobOf } from '../job/job.decider.js';
import { machineIsDown } from '../job/job-gate.decider.js';
import { reportPieces, tooMany } from '../job/pieces.decider.js';
import { backflush, componentsMissing, missingComponents, type Consumer } from '../material/consumption.decider.js';
import { notWorkable, releasedOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { allPassed, nextOperations } from '../order/route.rules.js';
import type { AtOperation } from './unit.commands.js';
import { unit, type UnitState } from './unit.decider.js';

interface InProcess {
  readonly state: UnitState;
  readonly order: ReleasedOrder;
}

/** A unit that can be worked on. A hold is named before anything else that might be wrong. */
export function inProcess(look: Look, id: string): InProcess | Rejection {
  const state = look(unit(id));
  if (state.status === 'none') return unknown('unit', id);
  const held = onHold('unit', id, state);
  if (held) return held;
  if (state.status !== 'in-process')
    return rejection(`unit-${state.status}`, `Unit ${id} is ${state.status}.`, { legal: [], facts: { unit: id } });
  const order = releasedOrder(look, state.order);
  return order instanceof Rejection ? order : { state, order };
}

const wrongOperation = (id: string, { at }: UnitState, operation: string, expected: readonly string[]): Rejection => {
  const where = at
    ? `is at operation ${at.operation}`
    : expected.length > 0
      ? `has to go to operation ${expected.join(' or ')}`
      : 'has passed all operations';
  return rejection('wrong-operation', `Unit ${id} ${where}, not to operation ${operation}.`, {
    legal: expected,
    facts: { unit: id, operation, expected },
  });
};

/** Where the unit is expected next; while it is at an operation, only there. */
const expectedAt = ({ at, passed }: UnitState, { operations }: ReleasedOrder): string[] =>
  at ? [at.operation] : nextOperations(operations, passed);

/** The unit has been moved into this operation and has not finished it. */
export function notAt(id: string, { state, order }: InProcess, operation: string): Rejection | undefined {
  if (state.at?.operation === operation) return undefined;
  const expected = expectedAt(state, order);
  if (state.at || !expected.includes(operation)) return wrongOperation(id, state, operation, expected);
  return rejection('not-moved-in', `Unit ${id} has not been moved into operation ${operation}.`, {
    legal: ['move-in'],
    facts: { unit: id, operation, expected },
  });
}

const attemptAt = ({ attempts }: UnitState, operation: string): number =>
  attempts.filter((one) => one.operation === operation).length + 1;

export const moveIn = decider<AtOperation>({
  name: 'move-unit-in',
  streams: ({ unit: id }) => [unit(id)],
  decide: ({ unit: id, operation }, look) => {
    const found = inProcess(look, id);
    if (found instanceof Rejection) return found;
    const { state, order } = found;
    const expected = expectedAt(state, order);
    if (state.at?.operation === operation)
      return rejection('already-moved-in', `Unit ${id} is at operation ${operation} already.`, {
        legal: ['consume', 'finish'],
        facts: { unit: id, operation },
      });
    if (state.at || !expected.includes(operation)) return wrongOperation(id, state, operation, expected);
    const { status, workCenter } = look(jobOf(order.order, operation));
    if (status === 'none') return unknown('job', `${order.order}/${operation}`);
    const no = notWorkable(look, order.order) ?? machineIsDown(look, workCenter);
    if (no) return no;
    if (status === 'closed')
      return rejection('job-closed', `Operation ${operation} of ${order.order} was closed.`, { facts: { operation } });
    const attempt = attemptAt(state, operation);
    const moved = happened(unit(id), {
      type: 'UnitMovedIn',
      data: { unit: id, item: state.item, order: order.order, operation, workCenter, attempt },
    });
    return { events: [moved], answer: { unit: id, operation, workCenter, attempt } };
  },
});

export const consumerOf = (id: string, { state, order }: InProcess, operation: string): Consumer => ({
  product: { kind: 'unit', id, item: state.item },
  order,
  operation,
  pieces: '1',
  installed: state.components,
  record: (event) => happened(unit(id), event),
});

function notInspected(
  id: string,
  { state: { verdicts, sentBackAt }, order }: InProcess,
  operation: string,
): Rejection | undefined {
  const plan = order.operations.find((one) => one.operation === operation)?.inspectionPlan;
  if (plan === undefined) return undefined;
  const since = sentBackAt[operation] ?? '';
  const latest = verdicts
    .filter((one) => one.operation === operation && one.at >= since)
    .reduce<UnitState['verdicts'][number] | undefined>(
      (last, one) => (last && last.at > one.at ? last : one),
      undefined,
    );
  if (latest?.verdict === 'passed') return undefined;
  const said = latest ? `inspection ${latest.inspection} failed` : 'no inspection has passed yet';
  return rejection(
    'inspection-not-passed',
    `Operation ${operation} asks for inspection by ${plan}; of unit ${id}, ${said}.`,
    {
      legal: ['inspect the unit'],
      facts: { unit: id, operation, plan, ...(latest && { inspection: latest.inspection, verdict: latest.verdict }) },
    },
  );
}

function notFinishable(id: string, found: InProcess, operation: string): Rejection | undefined {
  const elsewhere = notAt(id, found, operation);
  if (elsewhere) return elsewhere;
  const missing = missingComponents(consumerOf(id, found, operation));
  return missing.length > 0 ? componentsMissing(id, missing) : notInspected(id, found, operation);
}

const finishedBefore = ({ attempts }: UnitState, operation: string): boolean =>
  attempts.some((one) => one.operation === operation && one.finishedAt !== undefined);

/** Backflush and count happen when a piece finishes the operation for the first time, not again after rework. */
export const finishOperation = decider<AtOperation>({
  name: 'finish-unit-at-operation',
  streams: ({ unit: id }) => [unit(id)],
  decide: ({ unit: id, operation }, look) => {
    const found = inProcess(look, id);
    if (found instanceof Rejection) return found;
    const { state, order } = found;
    const counted = state.counted.includes(operation);
    const no = notFinishable(id, found, operation) ?? (counted ? undefined : tooMany(look, order, operation, '1'));
    if (no || !state.at) return no ?? wrongOperation(id, state, operation, []);
    const { workCenter, attempt } = state.at;
    const { item, itemRevision } = state;
    const used = finishedBefore(state, operation) ? [] : backflush(look, consumerOf(id, found, operation));
    const finished = happened(unit(id), {
      type: 'UnitFinishedOperation',
      data: { unit: id, item, order: order.order, operation, workCenter, attempt },
    });
    const passed = [...state.passed, operation];
    const completed = allPassed(order.operations, passed);
    const made = completed
      ? [
          happened(unit(id), {
            type: 'UnitCompleted',
            data: { unit: id, item, itemRevision, order: order.order, externalOrder: order.externalOrder },
          }),
        ]
      : [];
    const reported = counted ? [] : reportPieces(look, order, operation, { good: '1', unit: id });
    return {
      events: [...used, finished, ...made, ...reported],
      answer: {
        unit: id,
        operation,
        attempt,
        status: completed ? 'completed' : 'in-process',
        next: nextOperations(order.operations, passed),
      },
    };
  },
});
