import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@millwright/platform';
import { Connection } from './connection.js';
import { againAfter, type Step } from './step.js';

interface OrderInHand {
  readonly order: string;
  step: number;
  notBefore: number;
  refusals: number;
}

/** How many orders one client works through at once; between two steps of one it does steps of the others. */
const inHand = 12;

export interface Work {
  readonly steps: readonly Step[];
  /** The next order to begin with; undefined when there are no more. */
  next(): string | undefined;
  finished(order: string): void;
  cameTooEarly(step: string): void;
  /** Recorded, but the read models did not show it in time. */
  lagged(): void;
}

/**
 * A client as an ERP or a line's terminal is one: one connection, one command at a time, each acknowledged before the next
 * is sent, and several orders in hand.
 */
export class Clerk {
  private readonly orders: OrderInHand[] = [];
  private more = true;

  constructor(
    private readonly connection: Connection,
    private readonly work: Work,
    private readonly session: Session,
  ) {}

  async workThrough(): Promise<void> {
    for (let turn = this.choose(); turn !== undefined; turn = this.choose()) {
      const wait = turn.notBefore - performance.now();
      if (wait > 0) await sleep(wait);
      await this.carryOut(turn);
    }
  }

  /** What is due; else a new order, as long as a hand is free; else whatever comes first. */
  private choose(): OrderInHand | undefined {
    const first = this.orders.reduce<OrderInHand | undefined>(
      (earliest, one) => (earliest === undefined || one.notBefore < earliest.notBefore ? one : earliest),
      undefined,
    );
    if (first !== undefined && first.notBefore <= performance.now()) return first;
    if (!this.more || this.orders.length >= inHand) return first;
    const order = this.work.next();
    this.more = order !== undefined;
    if (order === undefined) return first;
    const begun = { order, step: 0, notBefore: 0, refusals: 0 };
    this.orders.push(begun);
    return begun;
  }

  private async carryOut(turn: OrderInHand): Promise<void> {
    const step = this.work.steps[turn.step];
    const reply = await this.connection.request(
      'POST',
      `/api/${step.service}/v1${step.path(turn.order)}`,
      `authorization: ${await this.session.bearer()}\r\nidempotency-key: ${turn.order}/${step.name}\r\n`,
      step.body(turn.order),
    );
    if (reply.status >= 200 && reply.status <= 202) {
      if (reply.status === 202) this.work.lagged();
      if (step.holds?.(reply.body) === false) throw new Error(`${step.name} of ${turn.order} came to ${reply.body}`);
      return this.goOn(turn);
    }
    const code = reply.status === 404 || reply.status === 409 ? (JSON.parse(reply.body) as { code?: string }).code : '';
    if (!step.tooEarly?.includes(code ?? ''))
      throw new Error(`${step.name} of ${turn.order} was answered with ${reply.status}: ${reply.body}`);
    this.work.cameTooEarly(step.name);
    turn.notBefore = performance.now() + againAfter * 2 ** turn.refusals++;
  }

  private goOn(turn: OrderInHand): void {
    turn.step++;
    turn.refusals = 0;
    const next = this.work.steps.at(turn.step);
    if (next !== undefined) {
      turn.notBefore = performance.now() + (next.restMilliseconds ?? 0);
      return;
    }
    this.orders.splice(this.orders.indexOf(turn), 1);
    this.work.finished(turn.order);
  }
}
