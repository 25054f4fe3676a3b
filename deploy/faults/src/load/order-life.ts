import type { Random } from '../random.js';
import type { Answer, Fields } from './http-client.js';
import { locations, operations, pieces, type Workplace } from './master-data.js';
import type { Sent } from './worker.js';

type Step = (send: Sent) => Promise<boolean>;

const PATIENCE = 60;

/** One production order on its way through the plant, a command at a time. What a service does not know yet is tried again. */
export class OrderLife {
  private readonly steps: Step[];
  private refusals = 0;
  private activity = '';
  private readonly quantity: number;

  constructor(
    readonly order: string,
    workplace: Workplace,
    random: Random,
  ) {
    this.quantity = random.between(2, 6);
    const create = { order, item: workplace.product, quantity: pieces(this.quantity) };
    this.steps = [this.orders('', create)];
    if (random.chance(0.1)) {
      this.steps.push(this.orders('/cancel', { reason: 'not needed' }));
      return;
    }
    if (random.chance(0.2)) this.steps.push(this.orders('/plan', {}));
    this.steps.push(this.orders('/release', {}), this.issue);
    for (const operation of operations) this.steps.push(...this.work(operation, random));
    this.steps.push(this.orders('/complete', { good: pieces(this.quantity) }), this.orders('/close', {}));
  }

  get isOver(): boolean {
    return this.steps.length === 0;
  }

  async advance(send: Sent): Promise<void> {
    if (await this.steps[0](send)) {
      this.steps.shift();
      this.refusals = 0;
    } else if (++this.refusals > PATIENCE) this.steps.length = 0;
  }

  private work(operation: string, random: Random): Step[] {
    const job = `/jobs/${this.order}/${operation}`;
    const first = random.between(1, this.quantity - 1);
    const steps: Step[] = [
      async (send) => {
        const answer = await send('tracking', `${job}/start`, { kind: 'run' });
        this.activity = String(answer?.body.activity ?? '');
        return accepted(answer);
      },
      this.tracking(`${job}/report`, { good: pieces(first) }),
      this.tracking(`${job}/report`, { good: pieces(this.quantity - first) }),
      (send) => send('tracking', `${job}/finish`, { activity: this.activity }).then(accepted),
    ];
    if (random.chance(0.1))
      steps.splice(2, 0, this.orders('/pause', { reason: 'tool broken' }), this.orders('/resume', {}));
    return steps;
  }

  private readonly issue: Step = (send) =>
    send('inventory', `/demands/${this.order}/issue`, { to: locations.line }).then(accepted);

  private orders(what: string, body: Fields): Step {
    const path = what === '' ? '/production-orders' : `/production-orders/${this.order}${what}`;
    return (send) => send('orders', path, body).then(accepted);
  }

  private tracking(path: string, body: Fields): Step {
    return (send) => send('tracking', path, body).then(accepted);
  }
}

const accepted = (answer: Answer | undefined): boolean => answer !== undefined && answer.status < 300;
