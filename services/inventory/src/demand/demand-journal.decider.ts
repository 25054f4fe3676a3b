import { happened, isMoreThan, smaller, subtract, type Look, type Occurrence } from '@millwright/event-sourcing';
import { availableOf } from '../material-lot/availability.rules.js';
import { stockOf } from '../material-lot/lot-state.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { demand } from './demand.decider.js';
import { evolveDemand, linesOf, shortOf, type DemandState } from './demand-state.rules.js';
import type { DemandEvent, LotShare } from './demand.events.js';

/** The facts about one order's material within one decision, together with those about the lots that it takes. */
export class DemandJournal {
  private current: DemandState;
  private readonly facts: Occurrence[] = [];
  private missed = false;

  constructor(
    look: Look,
    private readonly order: string,
    private readonly at: string,
    readonly lots: LotJournal = new LotJournal(look, at),
  ) {
    this.current = look(demand(order));
  }

  get state(): DemandState {
    return this.current;
  }

  record(fact: DemandEvent): void {
    this.current = evolveDemand(this.current, fact);
    this.facts.push(happened(demand(this.order), fact));
  }

  /** Records a fact that says how the lines stand after it. */
  private recordWithLines(fact: Extract<DemandEvent, { data: { lots: readonly LotShare[] } }>): void {
    this.current = evolveDemand(this.current, fact);
    this.facts.push(
      happened(demand(this.order), { ...fact, data: { ...fact.data, lines: linesOf(this.current) } } as DemandEvent),
    );
  }

  changed(): void {
    this.record({ type: 'MaterialDemandChanged', data: { order: this.order, lines: linesOf(this.current) } });
  }

  /** Others were faster at one of the candidates, and the order is still short: there may be more to be found. */
  get wasOutrun(): boolean {
    return this.missed && linesOf(this.current).some(({ short }) => isMoreThan(short, '0'));
  }

  /** Reserves what is short, as far as the candidates have it, in their order. */
  reserveShort(candidates: ReadonlyMap<string, readonly string[]>): readonly LotShare[] {
    const shares = [...this.current.lines].flatMap(([item, line]) =>
      this.reserve(item, shortOf(line), candidates.get(item) ?? []),
    );
    if (shares.length > 0)
      this.recordWithLines({ type: 'MaterialReservedForOrder', data: { order: this.order, lots: shares, lines: [] } });
    return shares;
  }

  private reserve(item: string, wanted: string, candidates: readonly string[]): LotShare[] {
    const shares: LotShare[] = [];
    let left = wanted;
    for (const id of candidates) {
      if (!isMoreThan(left, '0')) break;
      const lot = this.lots.lot(id);
      const unit = this.current.lines.get(item)?.unit;
      if (lot.item !== item || lot.unit !== unit) continue;
      const quantity = smaller(left, availableOf(stockOf(lot), this.at));
      if (!isMoreThan(quantity, '0')) {
        this.missed = true;
        continue;
      }
      this.lots.record({
        type: 'LotReserved',
        data: { lot: id, item, quantity: { value: quantity, unit }, order: this.order },
      });
      shares.push({ item, lot: id, quantity });
      left = subtract(left, quantity);
    }
    return shares;
  }

  /** Gives reservations of the order back; each at most as much as there is. */
  takeBack(shares: readonly LotShare[], reason: string): void {
    const taken = shares.flatMap(({ item, lot: id, quantity }) => {
      const most = smaller(quantity, this.current.lines.get(item)?.reserved.of(id) ?? '0');
      return isMoreThan(most, '0') ? [{ item, lot: id, quantity: most }] : [];
    });
    if (taken.length === 0) return;
    for (const { item, lot: id, quantity } of taken) {
      const { unit } = this.lots.lot(id);
      this.lots.record({
        type: 'ReservationReleased',
        data: { lot: id, item, quantity: { value: quantity, unit }, order: this.order, reason },
      });
    }
    this.recordWithLines({
      type: 'ReservationsTakenBack',
      data: { order: this.order, lots: taken, lines: [], reason },
    });
  }

  get ofDemand(): readonly Occurrence[] {
    return this.facts;
  }

  get occurrences(): readonly Occurrence[] {
    return [...this.facts, ...this.lots.occurrences];
  }
}
