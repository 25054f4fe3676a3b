import { eventually } from '@millwright/testing';
import type { Surroundings } from '../benchmark.js';
import { PlantLog } from './plant-log.js';
import { Preparer } from './preparer.js';
import { receiveInputs, setUpPlaces, setUpProduct, type Product } from './product.js';
import { workShift, type ShiftResult } from './shift.js';
import { SiteProcess } from './site-process.js';
import type { Step } from './step.js';

/** Orders that one lot of each input serves. */
const ordersOfLot = 20;
const catchUpWithin = 120_000;

/** A plant in the site runtime that makes one product by orders, and what it must come to. */
export class BenchPlant {
  private worked = 0;
  private received = 0;

  private constructor(
    private readonly site: SiteProcess,
    private readonly prepare: Preparer,
    readonly log: PlantLog,
    private readonly product: Product,
  ) {}

  static async open(surroundings: Surroundings, product: Product): Promise<BenchPlant> {
    const site = await SiteProcess.start(await surroundings.freshFolder('site'));
    const session = await site.signIn();
    const prepare = await Preparer.at(site.url, session);
    await setUpPlaces(prepare);
    await setUpProduct(prepare, product);
    return new BenchPlant(site, prepare, await PlantLog.of(site.databaseUrl), product);
  }

  /** Works orders through with as many clients; the material they need is there before the measuring begins. */
  async work(clients: number, orders: number, steps: readonly Step[]): Promise<ShiftResult> {
    const name = `P${++this.received}`;
    // One lot more than needed: an order may have to take the rest of one and the first of the next.
    const lots = Math.ceil((orders * this.product.pieces) / ordersOfLot) + 1;
    await receiveInputs(this.prepare, this.product, { lots, size: ordersOfLot * this.product.pieces, name });
    const result = await workShift(this.site.url, this.prepare.session, { clients, orders, name, steps });
    this.worked += orders;
    await this.mustHaveCome();
    return result;
  }

  async close(): Promise<void> {
    this.prepare.close();
    await this.log.close();
    await this.site.stop();
  }

  /** Every order finished and followed by orders, its output in stock, what it took gone from stock, and nothing missing. */
  private async mustHaveCome(): Promise<void> {
    const { worked, product, log } = this;
    const last = product.operations.length;
    const expected = {
      made: worked,
      inStock: worked,
      taken: worked * product.inputs.length,
      followed: worked * last,
      missing: 0,
    };
    await eventually(
      async () => ({
        made: await log.count('tracking', 'LotCompleted'),
        inStock: await log.count('inventory', 'ProductionReceived'),
        taken: await log.count('inventory', 'LotConsumed'),
        followed: await log.count('orders', 'OperationDoneRecorded'),
        missing: await log.count('tracking', 'BackflushVarianceRecorded'),
      }),
      {
        until: (found) => JSON.stringify(found) === JSON.stringify(expected),
        what: `the plant to come to ${JSON.stringify(expected)}`,
        withinMs: catchUpWithin,
        everyMs: 250,
      },
    );
    await this.stockMustBe(product.item, worked * product.pieces);
  }

  private async stockMustBe(item: string, pieces: number): Promise<void> {
    await eventually(() => this.prepare.get<{ onHand?: string }>(`inventory/items/${item}/availability`), {
      until: (found) => Number(found?.onHand) === pieces,
      what: `${pieces} ${item} in stock`,
      withinMs: catchUpWithin,
    });
  }
}
