import { setTimeout as sleep } from 'node:timers/promises';
import { compare, divide } from '@millwright/event-sourcing';
import type { LogRow } from './log-row.js';
import type { PlantApi } from './plant-api.js';
import { readModels, reportsByOrder, settledAt } from './read-models.js';
import type { Reported } from './reporting.js';
import {
  type Amount,
  type Amounts,
  type Dimension,
  type Sums,
  amountsOf,
  difference,
  dimensions,
  tally,
} from './tally.js';

export interface Reconciled {
  readonly by: Dimension;
  readonly key: string;
  readonly measure: string;
  readonly file: string;
  readonly readModel: string;
  readonly equal: boolean;
}

export interface Reconciliation {
  readonly lines: readonly Reconciled[];
  readonly equal: boolean;
  /** The plant has reports that are not in the file: what it had before is taken off. */
  readonly besidesOthers: boolean;
}

export interface Before {
  readonly sums: Sums;
  /** Of tracking's log: what stands behind it is not in the sums. */
  readonly position: number;
}

const PATIENCE_MS = 30_000;

/** The file and the read models, side by side. Read models may be a moment late: it looks until they agree or its patience ends. */
export class Reconciling {
  constructor(
    private readonly api: PlantApi,
    private readonly people: ReadonlyMap<string, string>,
  ) {}

  /** To be taken before anything is entered: figures between two looks at a log that did not grow meanwhile. */
  async before(): Promise<Before> {
    const giveUpAt = Date.now() + PATIENCE_MS / 3;
    for (;;) {
      const position = await settledAt(this.api);
      const sums = await readModels(this.api, this.people);
      const settled = position !== undefined && position === (await settledAt(this.api));
      // In a plant that is at work the log never rests; then the figures of now have to do.
      if (settled || Date.now() > giveUpAt) return { sums, position: position ?? Number.MAX_SAFE_INTEGER };
      await sleep(50);
    }
  }

  /** Whether a report is new or was there already does not matter here, but whether it is part of the figures of before. */
  async reconcile({ sums: before, position }: Before, reported: readonly Reported[]): Promise<Reconciliation> {
    const entered = reported.filter(({ outcome }) => outcome !== 'refused');
    const rows = entered.map(({ row }) => row);
    const already = entered.filter((one) => one.position <= position).map(({ row }) => row);
    const file = tally(rows);
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const besidesOthers = await this.hasOthers(rows);
      const now = await readModels(this.api, this.people);
      const lines = sideBySide(file, besidesOthers ? difference(now, difference(before, tally(already))) : now);
      const equal = lines.every((line) => line.equal);
      if (equal || Date.now() > giveUpAt) return { lines, equal, besidesOthers };
      await sleep(200);
    }
  }

  private async hasOthers(rows: readonly LogRow[]): Promise<boolean> {
    const ofFile = new Map<string, number>();
    for (const { order } of rows) ofFile.set(order, (ofFile.get(order) ?? 0) + 1);
    return [...(await reportsByOrder(this.api))].some(([order, reports]) => reports > (ofFile.get(order) ?? 0));
  }
}

export function sideBySide(file: Sums, plant: Sums): Reconciled[] {
  return dimensions.flatMap((by) => {
    const keys = [...(file.get(by)?.keys() ?? [])].sort();
    return keys.flatMap((key) => linesOf(by, key, file.get(by)?.get(key) ?? {}, plant.get(by)?.get(key) ?? {}));
  });
}

function linesOf(by: Dimension, key: string, file: Amounts, plant: Amounts): Reconciled[] {
  return amountsOf[by].map((amount) => {
    const [a, b] = [file[amount] ?? '0', plant[amount] ?? '0'];
    return { by, key, ...shown(amount, a, b), equal: compare(a, b) === 0 };
  });
}

/** Seconds are compared, hours are shown. */
function shown(amount: Amount, file: string, readModel: string): { measure: string; file: string; readModel: string } {
  if (!amount.endsWith('Seconds')) return { measure: amount, file, readModel };
  return {
    measure: amount.replace('Seconds', 'Hours'),
    file: divide(file, '3600', 4),
    readModel: divide(readModel, '3600', 4),
  };
}
