import { happened, type Look, type Occurrence } from '@millwright/event-sourcing';
import { container } from '../container/container.decider.js';
import { evolveLot } from './evolve-lot.rules.js';
import { resultOf, type LotState } from './lot-state.rules.js';
import { materialLot } from './material-lot.decider.js';
import type { LotEvent, LotFact } from './material-lot.events.js';

/**
 * The facts about lots within one decision. Each is recorded with the balance that it leads to, and the next one is
 * decided on that balance: several facts about one lot in one decision can never take more than there is.
 */
export class LotJournal {
  private readonly states = new Map<string, LotState>();
  private readonly facts: Occurrence[] = [];

  constructor(
    private readonly look: Look,
    private readonly at: string,
  ) {}

  lot(id: string): LotState {
    return this.states.get(id) ?? this.look(materialLot(id));
  }

  record(fact: LotFact): void {
    const { lot: id } = fact.data;
    const before = this.lot(id);
    const after = evolveLot(before, fact);
    this.states.set(id, after);
    // The result completes each kind of fact in the same way, which a union cannot express.
    this.facts.push(
      happened(materialLot(id), { ...fact, data: { ...fact.data, after: resultOf(after, this.at) } } as LotEvent),
    );
    if (before.container && !after.container && fact.type !== 'LotTakenOutOfContainer') {
      const { container: left } = before.container;
      this.facts.push(happened(container(left), { type: 'LotTakenOut', data: { container: left, lot: id } }));
      this.look(container(left));
    }
  }

  get occurrences(): readonly Occurrence[] {
    return this.facts;
  }
}
