import { components, lots, motors, plant, upTo, gearSetOf, unitNumber } from './plant.js';

const quantity = plant.order.quantity;
const scrapped = 1;
const reworked = 1;
const good = quantity - scrapped;
const { minutes, shift } = plant;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const between = ({ start, end }: { start: string; end: string }): number => minutesOf(end) - minutesOf(start);

function receivedOf(item: string): number {
  if (item === motors.item) return motors.firstDelivery + motors.secondDelivery;
  return lots.filter((lot) => lot.item === item).reduce((total, lot) => total + lot.quantity, 0);
}

/** Every unit passes the assembly, those that were scrapped at the test never reach the packing. */
function usedOf(item: string): number {
  const component = components.find((one) => one.item === item);
  if (!component) return 0;
  return component.each * (component.operation === plant.operations.packing ? good : quantity);
}

const usedOfGearSet = (lot: string): number => upTo(quantity).filter((unit) => gearSetOf(unit) === lot).length;
const leftOfGearSet = (lot: string): number =>
  (lots.find((one) => one.lot === lot)?.quantity ?? 0) - usedOfGearSet(lot);

const planned = between(shift);
const planBusy = planned - between(shift.break);
const production = quantity * minutes.unit + reworked * minutes.rework;
const withoutWork = planBusy - production - minutes.setup - minutes.stop;
/** What was found later counts where it was caused: both findings are the assembly's. */
const firstTimeGood = quantity - scrapped - reworked;

/** What the quantities of the story come to. */
export const figures = {
  quantity,
  good,
  scrapped,
  reworked,
  cycles: quantity + reworked,
  required: Object.fromEntries(components.map(({ item, each }) => [item, each * quantity])),
  shortMotors: quantity - motors.firstDelivery,
  left: Object.fromEntries(components.map(({ item }) => [item, receivedOf(item) - usedOf(item)])),
  leftOfLot: { G1: leftOfGearSet('G1'), G2: leftOfGearSet('G2') },
  inFinishedAfterShipping: good - plant.shipment.units,
  recalled: upTo(quantity)
    .filter((unit) => gearSetOf(unit) === plant.recall.lot)
    .map(unitNumber),
  minutes: { planned, planBusy, production, withoutWork, break: between(shift.break) },
  oee: {
    availability: [production, planBusy],
    effectiveness: [quantity * minutes.idealUnit, production],
    quality: [firstTimeGood, quantity],
    percent: ((minutes.idealUnit * firstTimeGood * 100) / planBusy).toFixed(1),
    value: ((minutes.idealUnit * firstTimeGood) / planBusy).toFixed(6),
  },
  oeeQuantities: { PQ: quantity, GQ: firstTimeGood, SQ: scrapped, RQ: reworked },
} as const;
