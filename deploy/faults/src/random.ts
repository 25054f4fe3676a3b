import { fnv1a } from './fnv1a.js';

/** Numbers that are the same for the same seed: a run can be had again. */
export class Random {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = fnv1a(seed);
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('There is nothing to pick from.');
    return from[this.between(0, from.length - 1)];
  }

  shuffled<T>(from: readonly T[]): T[] {
    const left = [...from];
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(this.between(0, left.length - 1), 1));
    return out;
  }

  /** Numbers of its own for a part of the work, so that what one part draws does not change what another one gets. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    return Array.from({ length: 4 }, () =>
      Math.floor(this.next() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
  }
}
