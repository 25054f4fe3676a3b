const seconds = 5;
const mostKept = 10_000;

interface Bucket {
  left: number;
  filledAt: number;
}

/** So many requests a second for each name, and those of a few seconds at once. In the memory of one replica: it protects that one. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Undefined when it is granted, else after how many seconds it may be asked for again. */
  take(name: string): number | undefined {
    if (this.perSecond === 0) return undefined;
    const now = this.now();
    const bucket = this.buckets.get(name) ?? this.begin(name, now);
    bucket.left = Math.min(this.perSecond * seconds, bucket.left + ((now - bucket.filledAt) / 1000) * this.perSecond);
    bucket.filledAt = now;
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / this.perSecond));
    bucket.left -= 1;
    return undefined;
  }

  /** The one that was begun first makes room: by then it is full again, or its owner gets a little more. */
  private begin(name: string, now: number): Bucket {
    if (this.buckets.size >= mostKept) this.buckets.delete(this.buckets.keys().next().value ?? '');
    const bucket = { left: this.perSecond * seconds, filledAt: now };
    this.buckets.set(name, bucket);
    return bucket;
  }
}
