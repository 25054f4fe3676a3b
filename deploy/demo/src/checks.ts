import { type Json, canonical } from './json.js';

export interface Check {
  readonly name: string;
  readonly expected: Json;
  readonly actual: Json;
  readonly ok: boolean;
}

/** What was expected of the plant and what it answered. A deviation does not stop the story. */
export class Checks {
  readonly all: Check[] = [];

  constructor(private readonly whenDeviating: (check: Check) => void = () => undefined) {}

  check(name: string, expected: Json, actual: Json | undefined): void {
    const check: Check = { name, expected, actual: actual ?? null, ok: canonical(expected) === canonical(actual) };
    this.all.push(check);
    if (!check.ok) this.whenDeviating(check);
  }

  get deviations(): readonly Check[] {
    return this.all.filter(({ ok }) => !ok);
  }

  get ok(): boolean {
    return this.all.length > 0 && this.deviations.length === 0;
  }
}

export function describeDeviation({ name, expected, actual }: Check): string {
  return `${name}: expected ${canonical(expected)}, was ${canonical(actual)}`;
}
