import { setTimeout as sleep } from 'node:timers/promises';
import type { Facts, Finding } from './facts.js';
import { acknowledgedIsDurable } from './inv-01-acknowledged.js';
import { noPhantom } from './inv-02-no-phantom.js';
import { versionsWithoutGap } from './inv-03-versions.js';
import { oneEffectPerKey } from './inv-04-one-effect.js';
import { topicsEqualLog } from './inv-05-topics.js';
import { deliveredInOrder } from './inv-06-order.js';
import { heardOnce } from './inv-07-heard.js';
import { projectionsEqualFolds } from './inv-08-projections.js';
import { redeliveryChangesNothing } from './inv-09-redelivery.js';
import { stockBalances } from './inv-10-stock.js';
import { consumedBy, genealogyHolds, type Trace } from './inv-11-genealogy.js';
import { legalTransitions } from './inv-12-order-states.js';
import { behind, liveness, LIVELY_WITHIN_MS } from './inv-18-liveness.js';
import { type Places, readFacts, readProgress } from './reading.js';
import { deliverEverythingAgain } from './redelivery.js';
import { notReady, rebuiltEqualsLive, traceOf } from './rest.js';

const TRACED = 12;
const BETWEEN_LOOKS_MS = 300;

/** Those that need the logs, the topics and the journal alone. */
export const pureInvariants: readonly ((facts: Facts) => Finding)[] = [
  acknowledgedIsDurable,
  noPhantom,
  versionsWithoutGap,
  oneEffectPerKey,
  topicsEqualLog,
  deliveredInOrder,
  heardOnce,
  projectionsEqualFolds,
  stockBalances,
  legalTransitions,
];

/** Proves what must hold whatever happened. Shares no code with what it checks. */
export class Checker {
  constructor(
    private readonly places: Places,
    private readonly processes: () => readonly string[],
  ) {}

  /** Waits until everything is caught up, twice in a row without a change; at most as long as liveness allows. */
  async untilLively(withinMs = LIVELY_WITHIN_MS): Promise<Finding> {
    const started = Date.now();
    let last = '';
    for (;;) {
      const { late, heads } = await this.look();
      const tookMs = Date.now() - started;
      if (late.length === 0 && heads === last) return liveness(tookMs, []);
      if (tookMs > withinMs) return liveness(tookMs, late.length > 0 ? late : ['the logs go on growing']);
      last = late.length === 0 ? heads : '';
      await sleep(BETWEEN_LOOKS_MS);
    }
  }

  /** Everything that can be said of a plant at rest. */
  async check(): Promise<Finding[]> {
    const facts = await readFacts(this.places);
    const applying = pureInvariants.filter((one) => this.places.topics || one !== topicsEqualLog);
    const findings = applying.map((invariant) => invariant(facts));
    return [...findings, genealogyHolds(facts, await this.traces(facts))];
  }

  /** Rebuilds every read model and delivers every record again. */
  async checkThoroughly(): Promise<Finding[]> {
    const rebuilt = await rebuiltEqualsLive(this.places);
    const { topics } = this.places;
    if (!topics) return [rebuilt];
    const before = await readFacts(this.places);
    await deliverEverythingAgain(topics);
    // The marks do not move for a duplicate: time enough for every listener to have read them all.
    await sleep(3_000);
    const lively = await this.untilLively();
    const again = redeliveryChangesNothing(before, await readFacts(this.places));
    return [rebuilt, again, lively];
  }

  private async look(): Promise<{ late: string[]; heads: string }> {
    try {
      const progress = await readProgress(this.places);
      const heads = [...progress.values()].map(({ head }) => head).join(' ');
      return { late: behind(progress, await notReady(this.processes())), heads };
    } catch (error) {
      return { late: [`the databases cannot be read: ${String(error)}`], heads: '' };
    }
  }

  private async traces(facts: Facts): Promise<Trace[]> {
    const edges = [...consumedBy(facts)].slice(-TRACED);
    const components = new Set(edges.flatMap(([, parts]) => [...parts]));
    const traces: Trace[] = [];
    for (const [product] of edges) traces.push(await traceOf(this.places, 'backward', product));
    for (const component of [...components].slice(0, TRACED))
      traces.push(await traceOf(this.places, 'forward', component));
    return traces;
  }
}
