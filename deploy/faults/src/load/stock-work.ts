import type { Random } from '../random.js';
import type { HttpClient } from './http-client.js';
import { inspectedItem, locations, pieces, rawItems } from './master-data.js';
import type { Sent } from './worker.js';

/** What storekeepers and inspectors do with lots that all workers share. */
export class StockWork {
  private count = 0;

  constructor(
    private readonly client: HttpClient,
    private readonly lots: string[],
    private readonly random: Random,
  ) {}

  async receive(send: Sent): Promise<void> {
    const item = this.random.pick(rawItems);
    const lot = `${item}-${this.client.name}-${++this.count}`;
    const quantity = pieces(this.random.between(50, 500));
    const answer = await send('inventory', '/receipts', { lot, item, quantity, location: locations.store });
    if (answer && answer.status < 300) this.lots.push(lot);
  }

  async move(send: Sent): Promise<void> {
    const { from, to } = this.anyWay();
    await send('inventory', `/lots/${this.anyLot()}/move`, { from, to, quantity: pieces(this.random.between(1, 40)) });
  }

  /** Always something else than what is known to be there: a count that finds nothing wrong is no event. */
  async adjust(send: Sent): Promise<void> {
    const lot = this.anyLot();
    const known = await this.client.ask('inventory', `/lots/${lot}`);
    if (known === undefined) return;
    const places = (known.locations ?? []) as readonly {
      readonly location: string;
      readonly quantity: { readonly value: string };
    }[];
    const there = Number(places.find(({ location }) => location === locations.buffer)?.quantity.value ?? 0);
    const counted = pieces(there === 0 || this.random.chance(0.5) ? there + this.random.between(1, 20) : there - 1);
    const body = { location: locations.buffer, counted, reason: 'counted' };
    await send('inventory', `/lots/${lot}/adjust`, body, `"${String(known.version)}"`);
  }

  async block(send: Sent): Promise<void> {
    const lot = this.anyLot();
    await send('inventory', `/lots/${lot}/block`, { reason: 'looks wet' });
    await send('inventory', `/lots/${lot}/unblock`, { reason: 'is dry' });
  }

  /** One in eight fails and puts its lot on hold, which goes through three services. */
  async inspect(send: Sent): Promise<void> {
    const candidates = this.lots.filter((lot) => lot.startsWith(inspectedItem));
    if (candidates.length === 0) return;
    const value = this.random.chance(0.125) ? '11.2' : `10.${this.random.between(0, 4)}`;
    await send('quality', '/inspections', {
      plan: 'IP',
      subject: { kind: 'lot', id: this.random.pick(candidates), item: inspectedItem },
      quantity: pieces(1),
      measurements: [{ characteristic: 'width', value, unit: 'MMT' }],
    });
  }

  anyLot(): string {
    return this.random.pick(this.lots);
  }

  anyWay(): { readonly from: string; readonly to: string } {
    const ways = [
      { from: locations.store, to: locations.buffer },
      { from: locations.buffer, to: locations.store },
    ];
    return this.random.pick(ways);
  }
}
