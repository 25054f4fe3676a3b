import { add, isZero, multiply, subtract, sum } from '@millwright/event-sourcing';
import type { StateInterval } from '../machine/timeline.rules.js';
import type { MachineState } from '../machine/machine.events.js';
import type { PlannedTime } from './calendar.rules.js';
import { product, ratio, type Ratio } from './fraction.rules.js';
import { both, once } from './span.rules.js';

/** Time elements in whole seconds. PBT = APT + AUST + ADOT + PSDT + idle + unknownInPlan, always. */
export interface TimeElements {
  /** Planned operation time: the shifts of the calendar. */
  readonly POT: number;
  /** Planned down time: the breaks in them. */
  readonly PDOT: number;
  /** Planned busy time: POT - PDOT. */
  readonly PBT: number;
  /** Actual production time. */
  readonly APT: number;
  /** Actual unit set-up time. */
  readonly AUST: number;
  /** Actual unit processing time: APT + AUST. */
  readonly AUPT: number;
  /** Actual unit down time: out of order, or held by maintenance. */
  readonly ADOT: number;
  /** Actual unit busy time: AUPT + ADOT. */
  readonly AUBT: number;
  /** Stops that were planned but are not in the calendar. */
  readonly PSDT: number;
  /** Ready, without work. */
  readonly idle: number;
  /** Nobody said what the machine did, in planned busy time. */
  readonly unknownInPlan: number;
  /** The same in all of the window, planned or not. */
  readonly unknown: number;
  /** Production outside of planned busy time: in breaks, before or after shifts. In none of the other elements. */
  readonly outsidePlan: number;
}

/** Pieces by the work center at which their quality was decided, that of the origin of a defect. Decimal strings. */
export interface OutputOf {
  readonly item: string;
  readonly operation: string;
  /** Planned run time per piece in seconds, PRI. */
  readonly plannedSeconds: number;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
}

export interface Quantities {
  /** Produced: every piece once, however often it is run again. GQ + SQ + RQ. */
  readonly PQ: string;
  readonly GQ: string;
  readonly SQ: string;
  readonly RQ: string;
}

export interface Oee {
  readonly elements: TimeElements;
  readonly quantities: Quantities;
  /** Planned run time per item in seconds; null where several were made that differ, see `output`. */
  readonly PRI: number | null;
  readonly output: readonly (OutputOf & { readonly PQ: string })[];
  readonly availability: Ratio | null;
  readonly effectiveness: Ratio | null;
  readonly quality: Ratio | null;
  readonly oee: Ratio | null;
  readonly allocation: Ratio | null;
  readonly utilization: Ratio | null;
}

export const conventions: readonly string[] = [
  'Times are whole seconds. POT is the time of the shifts in the window, PDOT that of their breaks, PBT = POT - PDOT. The window ends now at the latest.',
  'Every second of PBT is in exactly one of APT, AUST, ADOT, PSDT, idle and unknownInPlan. Overlapping facts count once: maintenance before the reported state, the reported state before bookings.',
  'ADOT is time out of order or held by maintenance. Time without an order is shown apart as idle; ISO 22400-2 has both in its actual unit down time. AUBT = APT + AUST + ADOT.',
  'Production outside of PBT is shown as outsidePlan and is in no other element; what was made then is in PQ.',
  'unknown is time of the window, planned or not, of which nobody said anything; unknownInPlan the part of it in PBT. A state lasts until the next report; the last one of all until the end of the shift (outside of shifts: of the local day) in which it was reported.',
  'PQ counts a piece when it first leaves the operation; running it again adds time, not pieces. A piece counts in the window that its finish ends or lies in.',
  'Scrap SQ and rework RQ count at the work center of the operation that caused them, not where they were found. GQ = PQ - SQ - RQ.',
  'Availability = APT / PBT, effectiveness = sum of PRI x PQ / APT, quality = GQ / PQ, OEE = their product in lowest terms; ISO 22400-2. null: nothing to divide by, such as no calendar.',
  'Allocation = AUBT / PBT, utilization = APT / AUBT; ISO 22400-2.',
];

/** ISO 22400-2 time elements: what is planned, crossed with what the machine did. */
export function timeElements({ operation, down, busy }: PlannedTime, told: readonly StateInterval[]): TimeElements {
  const inState = (state: MachineState): StateInterval[] => told.filter((one) => one.state === state);
  const planned = (state: MachineState): number => once(both(inState(state), busy));
  const [APT, AUST, ADOT] = [planned('production'), planned('setup'), planned('down')];
  const [PSDT, idle] = [planned('planned-stop'), planned('idle')];
  const PBT = once(busy);
  return {
    POT: once(operation),
    PDOT: once(down),
    PBT,
    APT,
    AUST,
    AUPT: APT + AUST,
    ADOT,
    AUBT: APT + AUST + ADOT,
    PSDT,
    idle,
    unknownInPlan: PBT - APT - AUST - ADOT - PSDT - idle,
    unknown: once(inState('unknown')),
    outsidePlan: once(inState('production')) - APT,
  };
}

const produced = ({ good, scrap, rework }: OutputOf): string => add(add(good, scrap), rework);

export function quantitiesOf(output: readonly OutputOf[]): Quantities {
  const [PQ, SQ, RQ] = [
    sum(output.map(produced)),
    sum(output.map(({ scrap }) => scrap)),
    sum(output.map(({ rework }) => rework)),
  ];
  return { PQ, GQ: subtract(subtract(PQ, SQ), RQ), SQ, RQ };
}

/** Sum of PRI x PQ; without a plan for everything that was made there is nothing to compare with. */
function idealSeconds(output: readonly OutputOf[]): string | null {
  const made = output.filter((one) => !isZero(produced(one)));
  return made.some(({ plannedSeconds }) => plannedSeconds === 0)
    ? null
    : sum(made.map((one) => multiply(String(one.plannedSeconds), produced(one))));
}

/** The one place where these figures are computed; every endpoint answers with what this returns. */
export function oee(elements: TimeElements, output: readonly OutputOf[]): Oee {
  const { PBT, APT, AUBT } = elements;
  const quantities = quantitiesOf(output);
  const cycles = new Set(output.map(({ plannedSeconds }) => plannedSeconds));
  const availability = ratio(String(APT), String(PBT));
  const effectiveness = ratio(idealSeconds(output), String(APT));
  const quality = ratio(quantities.GQ, quantities.PQ);
  return {
    elements,
    quantities,
    PRI: cycles.size === 1 ? [...cycles][0] : null,
    output: output.map((one) => ({ ...one, PQ: produced(one) })),
    availability,
    effectiveness,
    quality,
    oee: product([availability, effectiveness, quality]),
    allocation: ratio(String(AUBT), String(PBT)),
    utilization: ratio(String(APT), String(AUBT)),
  };
}
