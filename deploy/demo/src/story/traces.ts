import { type Json, at, list, pick } from '../json.js';
import { lookUntil } from '../waiting.js';
import { figures } from './figures.js';
import { gearSetOf, lots, motorNumber, motorSupplierLot, motors, plant, unitNumber } from './plant.js';
import { recalled } from './recall.js';
import type { Stage } from './stage.js';

const traced = 15;

export async function traces(stage: Stage): Promise<void> {
  await forward(stage);
  await backward(stage);
}

const nodesOf = (trace: Json, kind?: string): Json[] =>
  list(trace, 'nodes').filter((node) => kind === undefined || at(node, 'kind') === kind);

async function forward(stage: Stage): Promise<void> {
  const { lot } = plant.recall;
  const { customer, number: shipment } = plant.shipment;
  const look = () => stage.tracking.get(`/genealogy/${lot}/forward?limit=200`);
  const trace = await lookUntil(
    look,
    (seen) =>
      nodesOf(seen, 'unit').filter((node) => at(node, 'customer') === customer).length === recalled.shipped.length,
  );
  const units = nodesOf(trace).filter((node) => at(node, 'item') === plant.product);
  stage.check(`forward trace of ${lot}: exactly these units`, figures.recalled, numbers(units));
  const shipped = units.filter((node) => at(node, 'customer') === customer && at(node, 'shipment') === shipment);
  stage.check(`forward trace of ${lot}: shipped to ${customer}`, recalled.shipped, numbers(shipped));
  stage.check(
    `forward trace of ${lot}: scrapped`,
    recalled.scrapped,
    numbers(units.filter((node) => at(node, 'status') === 'scrapped')),
  );
  const inStock = units.filter((node) => at(node, 'location') === plant.locations.finished);
  stage.check(`forward trace of ${lot}: in stock`, recalled.inStock, numbers(inStock));
  stage.say(
    `Forward from ${lot}: ${units.length} units, ${shipped.length} at ${customer}, ${inStock.length} in stock, ${recalled.scrapped.length} scrapped.`,
  );
}

async function backward(stage: Stage): Promise<void> {
  const unit = unitNumber(traced);
  const trace = await stage.tracking.get(`/genealogy/${unit}/backward?limit=200`);
  const motor = motorNumber(traced);
  const parts = ['H1', gearSetOf(traced), motor, 'S1', 'B1'].sort();
  const found = nodesOf(trace).filter((node) => at(node, 'id') !== unit);
  stage.check(`backward trace of ${unit}: exactly these lots`, parts, numbers(found));
  stage.check(`backward trace of ${unit}: their supplier lots`, supplierLots(parts, motor), suppliersIn(found));
  stage.check(
    `backward trace of ${unit}: order and revisions`,
    { order: plant.order.number, revisions: { item: 'A', billOfMaterial: 'A', routing: 'A' } },
    { order: at(trace, 'order') ?? null, revisions: pick(at(trace, 'revisions'), 'item', 'billOfMaterial', 'routing') },
  );
  whoWhereWhen(stage, unit, trace);
  measured(stage, unit, trace);
  stage.say(
    `Backward from ${unit}: ${parts.join(', ')}, with supplier lots, operators, stations, times, measurements, order and revisions.`,
  );
}

function supplierLots(parts: readonly string[], motor: string): Json {
  const known = new Map<string, Json>(
    lots.map(({ lot, supplier, supplierLot }) => [lot, `${supplier} ${supplierLot}`]),
  );
  known.set(motor, `${motors.supplier} ${motorSupplierLot(traced)}`);
  return Object.fromEntries(parts.map((part) => [part, known.get(part) ?? null]));
}

function suppliersIn(nodes: readonly Json[]): Json {
  return Object.fromEntries(
    nodes.map((node) => [String(at(node, 'id')), `${String(at(node, 'supplier'))} ${String(at(node, 'supplierLot'))}`]),
  );
}

/** What went in, by whom, where and when; then every step of the route. */
function whoWhereWhen(stage: Stage, unit: string, trace: Json): void {
  const { operator, inspector, packer } = stage.memory.people;
  const motor = list(trace, 'edges').find((edge) => at(edge, 'component') === motorNumber(traced));
  const { start } = stage.times.assembly[traced - 1];
  const at60 = new Date(Date.parse(start) + 60_000).toISOString();
  stage.check(
    `backward trace of ${unit}: the motor, by whom, where, when`,
    {
      product: unit,
      operation: '10',
      person: operator,
      station: plant.workCenters.assembly,
      at: at60,
      order: plant.order.number,
    },
    pick(motor, 'product', 'operation', 'person', 'station', 'at', 'order'),
  );
  const steps = list(trace, 'attempts').map((attempt) =>
    pick(attempt, 'operation', 'attempt', 'person', 'station', 'startedAt', 'finishedAt'),
  );
  const slots = [stage.times.assembly[traced - 1], stage.times.test(traced), stage.times.packing(traced - 1)];
  const people = [operator, inspector, packer];
  const stations = Object.values(plant.workCenters);
  const expected = Object.values(plant.operations).map((operation, index) => ({
    operation,
    attempt: 1,
    person: people[index],
    station: stations[index],
    startedAt: slots[index].start,
    finishedAt: slots[index].end,
  }));
  stage.check(`backward trace of ${unit}: every step, by whom, where, when`, expected, steps);
}

function measured(stage: Stage, unit: string, trace: Json): void {
  const measurements = list(trace, 'measurements').map((one) => pick(one, 'characteristic', 'value', 'verdict'));
  measurements.sort((a, b) => (String(a.characteristic) < String(b.characteristic) ? 1 : -1));
  const expected = [
    { characteristic: 'noise', value: `58.${traced % 10}`, verdict: 'passed' },
    { characteristic: 'no-load-current', value: `1.0${traced % 10}`, verdict: 'passed' },
  ];
  stage.check(`backward trace of ${unit}: measurements`, expected, measurements);
}

const numbers = (nodes: readonly Json[]): Json[] => nodes.map((node) => at(node, 'id') ?? null).sort();
