import type { Random } from '../random.js';
import type { ServiceName } from '../services.js';
import type { Answer, Command, Fields, HttpClient } from './http-client.js';
import { pieces, type Workplace } from './master-data.js';
import { OrderLife } from './order-life.js';
import { StockWork } from './stock-work.js';

/** Sends one command and gives its answer back; undefined when there never was one. */
export type Sent = (service: ServiceName, path: string, body: Fields, ifMatch?: string) => Promise<Answer | undefined>;

const REPEATS = 0.2;
const OPEN_ORDERS = 4;
const REMEMBERED = 40;

/** How often what is done, out of a hundred. */
const mixture = { order: 50, move: 12, receive: 6, adjust: 5, inspect: 9, meter: 9, block: 4, conflict: 5 } as const;
type Activity = keyof typeof mixture;
const activities = Object.entries(mixture).flatMap(([name, times]) => Array<Activity>(times).fill(name as Activity));

/** One client of the plant, who does a bit of everything, one command after the other. */
export class Worker {
  private readonly orders: OrderLife[] = [];
  private readonly sent: Command[] = [];
  private readonly stock: StockWork;
  private count = 0;
  private reading = 0;

  constructor(
    private readonly client: HttpClient,
    private readonly workplace: Workplace,
    private readonly random: Random,
    lots: string[],
  ) {
    this.stock = new StockWork(client, lots, random);
  }

  async doSomething(): Promise<void> {
    await this.acts[this.random.pick(activities)]();
  }

  private readonly acts: Readonly<Record<Activity, () => Promise<void>>> = {
    order: () => this.order(),
    move: () => this.stock.move(this.send),
    receive: () => this.stock.receive(this.send),
    adjust: () => this.stock.adjust(this.send),
    inspect: () => this.stock.inspect(this.send),
    block: () => this.stock.block(this.send),
    meter: () => this.meter(),
    conflict: () => this.conflict(),
  };

  private async order(): Promise<void> {
    if (this.orders.length < OPEN_ORDERS) {
      const number = `PO-${this.client.name}-${++this.count}`;
      this.orders.push(new OrderLife(number, this.workplace, this.random.fork(number)));
    }
    const life = this.random.pick(this.orders);
    await life.advance(this.send);
    if (life.isOver) this.orders.splice(this.orders.indexOf(life), 1);
  }

  private async meter(): Promise<void> {
    this.reading += this.random.between(1, 9);
    await this.send('maintenance', `/meters/${this.workplace.meter}/readings`, { value: String(this.reading) });
  }

  /** Two writers who have both seen the same version of a lot: at most one of them may be right. */
  private async conflict(): Promise<void> {
    const lot = this.stock.anyLot();
    const known = await this.client.ask('inventory', `/lots/${lot}`);
    if (known === undefined) return;
    const { from, to } = this.stock.anyWay();
    const both = [1, 2].map(() =>
      this.client.send({
        ...this.command('inventory', `/lots/${lot}/move`, { from, to, quantity: pieces(1) }),
        ifMatch: `"${String(known.version)}"`,
      }),
    );
    await Promise.all(both);
  }

  private readonly send: Sent = async (service, path, body, ifMatch) => {
    const command = { ...this.command(service, path, body), ifMatch };
    const answer = await this.client.send(command);
    if (this.random.chance(REPEATS)) await this.repeat(command);
    this.sent.push(command);
    if (this.sent.length > REMEMBERED) this.sent.shift();
    return answer;
  };

  /** At once, or something from a while ago; only what a rule refused may come out otherwise than the first time. */
  private async repeat(command: Command): Promise<void> {
    await this.client.send(this.random.chance(0.5) || this.sent.length === 0 ? command : this.random.pick(this.sent));
  }

  private command(service: ServiceName, path: string, body: Fields): Command {
    return { service, path, body, actor: this.workplace.person, key: this.random.hex() };
  }
}
