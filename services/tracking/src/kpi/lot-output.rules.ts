import { add, smaller, subtract, type Quantity } from '@millwright/event-sourcing';

type Verdict = 'good' | 'scrap' | 'rework';

/** Pieces that were counted before turn out to be something else; they stay in the time in which they were made. */
export interface Turned {
  readonly operation: string;
  readonly pieces: string;
  readonly from: readonly Verdict[];
  readonly into: Verdict;
}

/** Pieces that leave the operation for the first time. Decimal strings. */
export interface Counted {
  readonly operation: string;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
}

export interface LotOutput {
  readonly turned: Turned;
  /** As scrap also what of `turned` the operation has not counted, where `missingIsScrap`. */
  readonly counted: Counted;
  readonly missingIsScrap: boolean;
}

interface Report {
  readonly operation: string;
  readonly good: Quantity;
  readonly scrap: Quantity;
  readonly rework?: Quantity;
  readonly reworked?: Quantity;
  readonly again?: Quantity;
  readonly afterRework?: Quantity;
}

/** What ran there before is in the output already; only what of it is scrap now is news. */
export function outputOfReport(report: Report): LotOutput {
  const { operation, good, scrap, rework, reworked, again, afterRework } = report;
  const before = add(again?.value ?? '0', afterRework?.value ?? '0');
  const scrapOfBefore = smaller(scrap.value, before);
  const newGood = subtract(good.value, subtract(before, scrapOfBefore));
  const notAtFirst = smaller(reworked?.value ?? '0', newGood);
  return {
    turned: { operation, pieces: scrapOfBefore, from: ['rework', 'good'], into: 'scrap' },
    counted: {
      operation,
      good: subtract(newGood, notAtFirst),
      scrap: subtract(scrap.value, scrapOfBefore),
      rework: add(rework?.value ?? '0', notAtFirst),
    },
    missingIsScrap: false,
  };
}

interface Scrap {
  readonly operation: string;
  readonly originOperation?: string;
  readonly quantity: Quantity;
  readonly reported: Quantity;
  readonly again?: Quantity;
}

/** At the operation that caused it; where nobody knows, where it was found. */
export function outputOfScrap({ operation: foundAt, originOperation, quantity, reported, again }: Scrap): LotOutput {
  const operation = originOperation ?? foundAt;
  const pieces = operation === foundAt ? add(reported.value, again?.value ?? '0') : quantity.value;
  return {
    turned: { operation, pieces, from: ['good', 'rework'], into: 'scrap' },
    counted: { operation, good: '0', scrap: subtract(quantity.value, pieces), rework: '0' },
    missingIsScrap: true,
  };
}

interface Rework {
  readonly foundAt: string;
  readonly originOperation?: string;
  readonly quantity: Quantity;
  readonly unreported: Quantity;
}

/** The same for what is sent back. What leaves an operation with that, for the first time, counts there from now on. */
export function outputOfRework({ foundAt, originOperation, quantity, unreported }: Rework): LotOutput {
  const operation = originOperation ?? foundAt;
  const fresh = operation === foundAt ? unreported.value : '0';
  return {
    turned: { operation, pieces: subtract(quantity.value, fresh), from: ['good'], into: 'rework' },
    counted: { operation, good: '0', scrap: '0', rework: fresh },
    missingIsScrap: false,
  };
}
