import { type Json, at, list, pick } from '../json.js';
import { lookUntil } from '../waiting.js';
import { figures } from './figures.js';
import { plant } from './plant.js';
import type { Stage } from './stage.js';
import { secondsAfter } from './timetable.js';

const { assembly: workCenter } = plant.workCenters;
const { minutes, oee: expected } = figures;
const seconds = (value: number): number => value * 60;

/** Every time element of ISO 22400-2 that the shift fixes. */
const elements = {
  POT: seconds(minutes.planned),
  PBT: seconds(minutes.planBusy),
  APT: seconds(minutes.production),
  AUPT: seconds(minutes.production + plant.minutes.setup),
  AUST: seconds(plant.minutes.setup),
  ADOT: seconds(plant.minutes.stop),
  AUBT: seconds(minutes.production + plant.minutes.setup + plant.minutes.stop),
  PDOT: seconds(minutes.break),
  PSDT: 0,
  idle: seconds(minutes.withoutWork),
  unknown: 0,
  outsidePlan: 0,
};

export async function oee(stage: Stage): Promise<void> {
  const { start: from, end: to } = stage.times.shift;
  const window = `from=${from}&to=${to}`;
  const ask = () => stage.tracking.get(`/kpi/oee?workCenter=${workCenter}&${window}`);
  const answer = await lookUntil(ask, (seen) => at(seen, 'oee.percent') === expected.percent);
  figuresOfTheShift(stage, answer);
  const shifts = await stage.tracking.get(`/kpi/oee/shifts?workCenter=${workCenter}&date=${stage.times.day}`);
  const elsewhere: [string, Json | undefined][] = [
    ['shift', at(shifts, 'items.0') ?? at(shifts, 'shifts.0') ?? at(shifts, '0')],
    ['machine', await stage.tracking.get(`/kpi/machines/${workCenter}?${window}`)],
  ];
  for (const [name, other] of elsewhere) {
    stage.check(`OEE: the same to the last digit by ${name}`, comparable(answer), comparable(other));
  }
  await nothingIsUnknown(stage, from);
  stage.say(
    `OEE of ${workCenter} in the shift: availability ${expected.availability.join('/')}, effectiveness ${expected.effectiveness.join('/')}, quality ${expected.quality.join('/')}: ${expected.percent} %.`,
  );
}

const kpis = ['availability', 'effectiveness', 'quality', 'oee', 'elements', 'quantities', 'PRI'] as const;
const comparable = (answer: Json | undefined): Json => pick(answer, ...kpis);

function figuresOfTheShift(stage: Stage, answer: Json): void {
  for (const [element, value] of Object.entries(elements)) {
    stage.check(`OEE: ${element} in seconds`, value, asNumber(at(answer, `elements.${element}`)));
  }
  for (const [quantity, value] of Object.entries(figures.oeeQuantities)) {
    stage.check(`OEE: ${quantity}`, value, asNumber(at(answer, `quantities.${quantity}`)));
  }
  for (const kpi of ['availability', 'effectiveness'] as const) {
    stage.check(`OEE: ${kpi}`, expected[kpi].map(seconds), fraction(answer, kpi));
  }
  stage.check('OEE: quality', [...expected.quality], fraction(answer, 'quality'));
  stage.check('OEE: value', expected.value, at(answer, 'oee.value'));
  stage.check('OEE: percent', expected.percent, at(answer, 'oee.percent'));
  stage.check('OEE: the conventions are written down', true, list(answer, 'conventions').length > 0);
}

const asNumber = (value: Json | undefined): Json => (value === undefined || value === null ? null : Number(value));
const fraction = (answer: Json, kpi: string): Json => [
  asNumber(at(answer, `${kpi}.numerator`)),
  asNumber(at(answer, `${kpi}.denominator`)),
];

/** Nobody has said what TEST-1 did when the shift began; silence is not idleness. */
async function nothingIsUnknown(stage: Stage, shiftStart: string): Promise<void> {
  const { test: silent } = plant.workCenters;
  const minute = `from=${shiftStart}&to=${secondsAfter(shiftStart, 60)}`;
  const timeline = await stage.tracking.get(`/machines/${silent}/timeline?${minute}`);
  stage.check(
    'OEE: a minute without data',
    ['unknown'],
    list(timeline, 'intervals').map((one) => at(one, 'state') ?? null),
  );
  const kpi = await stage.tracking.get(`/kpi/oee?workCenter=${silent}&${minute}`);
  stage.check(
    'OEE: a minute without data counts as unknown',
    { PBT: 60, unknown: 60, idle: 0 },
    pick(at(kpi, 'elements'), 'PBT', 'unknown', 'idle'),
  );
}
