import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { digest } from './identity.js';
import { inParallel } from './in-parallel.js';
import type { Plan, PlannedOrder } from './plan.js';
import { type Answer, type Fields, type PlantApi, UnexpectedAnswer } from './plant-api.js';

const AT_A_TIME = 16;
/** Tracking hears of the orders one after the other: looking for many at once only keeps it busy. */
const LOOKS_AT_A_TIME = 2;
const KNOWN_WITHIN_MS = 60_000;
const UNIT = 'C62';

export interface Prepared {
  /** `person:<uuid>` by worker code. */
  readonly people: ReadonlyMap<string, string>;
  /** Why the reports of an order cannot be entered, by order. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Brings the plant to know everything that the reports are about. What it knows already stays as it is. */
export class Preparation {
  private readonly people = new Map<string, string>();
  private readonly refused = new Map<string, string>();
  /** Released by another import or by the plant itself, perhaps with other operations. */
  private readonly foreign = new Set<string>();
  private done = 0;

  constructor(
    private readonly api: PlantApi,
    private readonly plan: Plan,
    private readonly zone: string,
    private readonly advanced: (done: number, of: number) => void,
  ) {}

  async run(): Promise<Prepared> {
    await this.each(this.plan.parts, (item) =>
      this.known('/api/orders/v1/items', { item, revision: 'A', description: item, unit: UNIT, tracking: 'lot' }, [
        'item-exists',
      ]),
    );
    await this.each(this.plan.machines, (workCenter) =>
      this.known(
        '/api/orders/v1/work-centers',
        { workCenter, description: workCenter, timeZone: this.zone, shifts: [] },
        ['work-center-exists'],
      ),
    );
    await this.each(this.plan.workers, (worker) => this.person(worker));
    await this.each(this.plan.routings, async ({ part: item, revision, operations }) => {
      const steps = operations.map(({ operation, workCenter }) => ({
        operation,
        description: operation,
        workCenter,
        after: [],
      }));
      await this.known('/api/orders/v1/routings', { item, revision, operations: steps }, ['routing-exists']);
      await this.known(
        `/api/orders/v1/routings/${encodeURIComponent(item)}/${encodeURIComponent(revision)}/release`,
        {},
        ['illegal-transition'],
      );
    });
    await this.each(this.plan.orders, (order) => this.order(order));
    await this.each(this.plan.orders, (order) => this.knownToTracking(order), LOOKS_AT_A_TIME);
    return { people: this.people, refused: this.refused };
  }

  private each<T>(things: readonly T[], work: (thing: T) => Promise<void>, atATime = AT_A_TIME): Promise<void> {
    const { parts, machines, workers, routings, orders } = this.plan;
    const all = parts.length + machines.length + workers.length + routings.length + 2 * orders.length;
    return inParallel(things, atATime, async (thing) => {
      await work(thing);
      this.advanced(++this.done, all);
    });
  }

  /** The same command has the same key for ever. A refusal that was kept under it may be out of date, so it is asked once more. */
  private async send(path: string, body: Fields, at = this.plan.startedAt): Promise<Answer> {
    const answer = await this.api.send(path, body, { key: `import-${digest(JSON.stringify([path, body, at]))}`, at });
    return answer.status < 400 ? answer : this.api.send(path, body, { key: randomUUID(), at });
  }

  private async known(path: string, body: Fields, already: readonly string[]): Promise<void> {
    const answer = await this.send(path, body);
    if (answer.status >= 400 && !already.includes(String(answer.body.code)))
      throw new UnexpectedAnswer(`POST ${path} ${JSON.stringify(body).slice(0, 200)}`, answer);
  }

  private async person(worker: string): Promise<void> {
    const answer = await this.send('/api/tracking/v1/people', { badge: worker, name: worker });
    const person = answer.status < 400 ? answer.body.person : await this.holderOf(worker);
    if (typeof person !== 'string') throw new UnexpectedAnswer(`POST /api/tracking/v1/people for ${worker}`, answer);
    this.people.set(worker, person);
  }

  private async holderOf(badge: string): Promise<unknown> {
    const { items } = await this.api.get(`/api/tracking/v1/people?badge=${encodeURIComponent(badge)}`);
    return (items as readonly Fields[])[0]?.person;
  }

  private async order(planned: PlannedOrder): Promise<void> {
    const { order, part: item, quantity, routing, startedAt } = planned;
    const path = '/api/orders/v1/production-orders';
    const created = await this.send(
      path,
      { order, item, quantity: { value: quantity, unit: UNIT }, routingRevision: routing.revision },
      startedAt,
    );
    if (created.status >= 400 && created.body.code !== 'production-order-exists') return this.refuse(order, created);
    const released = await this.send(`${path}/${encodeURIComponent(order)}/release`, {}, startedAt);
    if (released.status >= 400 && released.body.code !== 'illegal-transition') return this.refuse(order, released);
    if (created.status >= 400 || released.status >= 400)
      this.agree(planned, await this.api.get(`${path}/${encodeURIComponent(order)}`));
  }

  /** An order of that number was there before, perhaps for something else. */
  private agree({ order, part, quantity }: PlannedOrder, known: Fields): void {
    const { value, unit } = known.quantity as Fields;
    this.foreign.add(order);
    if (known.item !== part || value !== quantity || unit !== UNIT) {
      this.refused.set(
        order,
        `work_order ${order} is known to the plant for ${String(value)} ${String(unit)} ${String(known.item)}, here for ${quantity} ${part}`,
      );
    } else if (known.revisions === undefined || known.revisions === null) {
      this.refused.set(order, `work_order ${order} is ${String(known.status)} in the plant and was never released`);
    }
  }

  private refuse(order: string, { body }: Answer): void {
    this.refused.set(order, `work_order ${order} was refused: ${String(body.detail ?? body.code)}`);
  }

  /** Tracking hears of the release a moment later; a report that comes before would be refused. */
  private async knownToTracking({ order, routing: { operations } }: PlannedOrder): Promise<void> {
    if (this.refused.has(order)) return;
    const wanted = this.foreign.has(order) ? 1 : operations.length;
    const giveUpAt = Date.now() + KNOWN_WITHIN_MS;
    for (let wait = 20; ; wait = Math.min(wait * 2, 250)) {
      const page = await this.api.get(`/api/tracking/v1/jobs?order=${encodeURIComponent(order)}&limit=1000`);
      if ((page.items as readonly Fields[]).length >= wanted) return;
      if (Date.now() > giveUpAt)
        throw new Error(`Tracking did not hear of the release of order ${order} within ${KNOWN_WITHIN_MS / 1000} s.`);
      await sleep(wait);
    }
  }
}
