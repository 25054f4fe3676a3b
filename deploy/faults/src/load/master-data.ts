import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '../services.js';
import { type Answer, type Fields, type HttpClient } from './http-client.js';

export const rawItems = ['RAW-1', 'RAW-2', 'RAW-3'] as const;
export const inspectedItem = 'RAW-3';
export const locations = { store: 'MAIN', buffer: 'BUFFER', line: 'LINE', scrap: 'SCRAP' } as const;
export const operations = ['10', '20'] as const;
export const pieces = (value: number): Fields => ({ value: String(value), unit: 'C62' });
export const firstLot = 'RAW-1-first';

const ACTOR = 'system:setup';
const KNOWN_WITHIN_MS = 60_000;

/** One worker of the plant and what is theirs alone, so that workers stand in each other's way only where it is meant. */
export interface Workplace {
  readonly person: string;
  readonly product: string;
  readonly meter: string;
}

/** What the load works on. Returns a workplace per worker. */
export class MasterData {
  private steps = 0;

  constructor(private readonly client: HttpClient) {}

  async make(workers: number): Promise<Workplace[]> {
    const names = Array.from({ length: workers }, (_, index) => String(index + 1));
    await this.locationsAndItems(names);
    await this.quality();
    const workplaces: Workplace[] = [];
    for (const name of names) workplaces.push(await this.workplace(name));
    await this.firstReceipts();
    return workplaces;
  }

  private async locationsAndItems(names: readonly string[]): Promise<void> {
    for (const item of [...rawItems, ...names.map(productOf)])
      await this.do('orders', '/items', { item, revision: 'A', description: item, unit: 'C62', tracking: 'lot' });
    await this.do('orders', '/release-policy', { missingMaterial: 'warn' }, 'PUT');
    const kinds = [
      [locations.store, 'store'],
      [locations.buffer, 'store'],
      [locations.line, 'line-side'],
      [locations.scrap, 'scrap'],
    ];
    for (const [location, kind] of kinds)
      await this.do('inventory', '/locations', { location, description: location, kind });
  }

  private async quality(): Promise<void> {
    const characteristics = [{ characteristic: 'width', unit: 'MMT', lower: '9.5', upper: '10.5' }];
    await this.do('quality', '/inspection-plans', { plan: 'IP', revision: 'A', item: inspectedItem, characteristics });
    await this.do('quality', '/inspection-plans/IP/A/release', {});
  }

  private async workplace(name: string): Promise<Workplace> {
    const [product, workCenter, meter] = [productOf(name), `WC-${name}`, `METER-${name}`];
    const { body } = await this.do('tracking', '/people', { badge: `100${name}`, name: `Worker ${name}` });
    const person = String(body.person);
    await this.do('orders', '/work-centers', {
      workCenter,
      description: workCenter,
      timeZone: 'Europe/Berlin',
      shifts: [],
    });
    const lines = operations.map((operation, index) => ({
      operation,
      item: rawItems[index],
      quantity: pieces(2 - index),
      backflush: true,
    }));
    await this.do('orders', '/bills-of-material', { item: product, revision: 'A', lines });
    await this.do('orders', `/bills-of-material/${product}/A/release`, {});
    const route = operations.map((operation) => ({ operation, description: operation, workCenter }));
    await this.do('orders', '/routings', { item: product, revision: 'A', operations: route });
    await this.do('orders', `/routings/${product}/A/release`, {});
    await this.do('maintenance', '/assets', { asset: `ASSET-${name}`, description: workCenter, workCenter });
    await this.do('maintenance', '/meters', { meter, asset: `ASSET-${name}`, unit: 'C62', counts: 'manual' });
    await this.do('tracking', '/attendance/clock-in', {}, 'POST', person);
    return { person, product, meter };
  }

  private async firstReceipts(): Promise<void> {
    await this.known(`/items/${rawItems[2]}/availability`);
    for (const item of rawItems)
      for (const lot of ['first', 'second'])
        await this.do('inventory', '/receipts', {
          lot: `${item}-${lot}`,
          item,
          quantity: pieces(5_000),
          location: locations.store,
        });
  }

  private async do(
    service: ServiceName,
    path: string,
    body: Fields,
    ...[method = 'POST', actor = ACTOR]: ['POST' | 'PUT' | undefined, string?] | []
  ): Promise<Answer> {
    // It is set up once, before anybody else is there.
    const ifMatch = method === 'PUT' ? '"0"' : undefined;
    const answer = await this.client.send({
      service,
      path,
      body,
      method,
      actor,
      key: `setup-${++this.steps}`,
      ifMatch,
    });
    if (answer && answer.status < 300) return answer;
    throw new Error(`The setup was stopped by ${method} ${service} ${path}: ${answer?.status} ${answer?.text}`);
  }

  private async known(path: string): Promise<void> {
    for (const giveUpAt = Date.now() + KNOWN_WITHIN_MS; Date.now() < giveUpAt; await sleep(100))
      if (await this.client.ask('inventory', path)) return;
    throw new Error(`Inventory does not know ${path} after ${KNOWN_WITHIN_MS / 1_000} s.`);
  }
}

const productOf = (name: string): string => `FG-${name}`;
