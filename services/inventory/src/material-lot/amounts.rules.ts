import { add, isZero, subtract } from '@millwright/event-sourcing';

const bucketCount = 32;

function bucketOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) | 0;
  return (hash >>> 0) % bucketCount;
}

/**
 * Amounts by name (by location, by order …) and their total. Never changed, only replaced: a change copies one of a few
 * buckets, so that a lot reserved by thousands of orders is not copied whole at each of its events.
 */
export class Amounts {
  static readonly none = new Amounts('0', []);

  private constructor(
    readonly total: string,
    private readonly buckets: readonly (ReadonlyMap<string, string> | undefined)[],
  ) {}

  of(name: string): string {
    return this.buckets[bucketOf(name)]?.get(name) ?? '0';
  }

  plus(name: string, amount: string): Amounts {
    const index = bucketOf(name);
    const bucket = new Map(this.buckets[index]);
    const result = add(bucket.get(name) ?? '0', amount);
    if (isZero(result)) bucket.delete(name);
    else bucket.set(name, result);
    const buckets = [...this.buckets];
    buckets[index] = bucket;
    return new Amounts(add(this.total, amount), buckets);
  }

  minus(name: string, amount: string): Amounts {
    return this.plus(name, subtract('0', amount));
  }

  /** Those with an amount, in the order of their names. */
  names(): string[] {
    return this.buckets.flatMap((bucket) => [...(bucket?.keys() ?? [])]).sort();
  }

  entries(): [name: string, amount: string][] {
    return this.names().map((name) => [name, this.of(name)]);
  }
}
