import { decimal, shown, Tally } from './decimal.js';
import { categoryOf, type Facts, type Finding, idOf, type LogEvent, type ServiceFacts, textOf } from './facts.js';
import { FoldedLot } from './lot-fold.js';

/** Nothing is below zero after any event; what came in less what went out is there; what tracking consumed, inventory took. */
export function stockBalances(facts: Facts): Finding {
  const inventory = facts.services.get('inventory');
  const lots = new Map<string, FoldedLot>();
  const problems: string[] = [];
  for (const event of inventory ? ofLots(inventory) : []) {
    const id = idOf(event.stream);
    const lot = lots.get(id) ?? new FoldedLot(id);
    lots.set(id, lot);
    problems.push(...lot.take(event), ...saysOtherwise(event, lot));
  }
  for (const [id, { flows, places }] of lots) {
    const there = flows.in + flows.adjusted - flows.out - flows.scrapped;
    if (there !== places.total)
      problems.push(`lot ${id}: in + adjusted - out - scrapped is ${shown(there)}, on hand ${shown(places.total)}`);
  }
  problems.push(...consumptionDiffers(facts));
  return { invariant: 'INV-10', what: `${lots.size} lots balance and are never below zero`, problems };
}

const ofLots = ({ events }: ServiceFacts): LogEvent[] =>
  events.filter(({ stream, meta }) => meta.heardFrom === undefined && categoryOf(stream) === 'material-lot');

/** The balance that the fact carries is the one that its quantities lead to. */
function saysOtherwise({ type, data, position }: LogEvent, lot: FoldedLot): string[] {
  const said = textOf(data, 'after.balance.onHand');
  if (said === '' || decimal(said) === lot.places.total) return [];
  return [`lot ${lot.lot}: ${type} at ${position} says ${said} on hand, its quantities say ${shown(lot.places.total)}`];
}

/** Tracking decides what is consumed; inventory has taken it from the lot, or has told how much was missing. */
function consumptionDiffers({ services }: Facts): string[] {
  const consumed = new Tally();
  const taken = new Tally();
  const place = (data: LogEvent['data']): string => `order ${textOf(data, 'order')} lot ${textOf(data, 'lot')}`;
  for (const { type, data, meta } of services.get('tracking')?.events ?? [])
    if (type === 'MaterialConsumed' && meta.heardFrom === undefined)
      consumed.add(place(data), decimal(textOf(data, 'quantity.value')));
  for (const { type, data, meta } of services.get('inventory')?.events ?? [])
    if (/^(LotConsumed|ConsumptionVarianceFound)$/.test(type) && meta.heardFrom === undefined)
      taken.add(place(data), decimal(textOf(data, 'quantity.value')));
  const names = new Set([...consumed.entries(), ...taken.entries()].map(([name]) => name));
  return [...names]
    .filter((name) => consumed.of(name) !== taken.of(name))
    .map((name) => `${name}: tracking consumed ${shown(consumed.of(name))}, inventory took ${shown(taken.of(name))}`);
}
