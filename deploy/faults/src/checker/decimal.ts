const DIGITS = 12;

/** A decimal number as a whole number of the smallest part that is told apart; never a float. */
export function decimal(text: unknown): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!match) throw new Error(`"${String(text)}" is no decimal number.`);
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > DIGITS) throw new Error(`"${String(text)}" has more than ${DIGITS} decimal places.`);
  const scaled = BigInt(whole + fraction.padEnd(DIGITS, '0'));
  return sign === '-' ? -scaled : scaled;
}

export function shown(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(DIGITS + 1, '0');
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Amounts by name; a name that was never mentioned has none. */
export class Tally {
  private readonly amounts = new Map<string, bigint>();

  add(name: string, amount: bigint): bigint {
    const now = this.of(name) + amount;
    this.amounts.set(name, now);
    return now;
  }

  of(name: string): bigint {
    return this.amounts.get(name) ?? 0n;
  }

  clear(): void {
    this.amounts.clear();
  }

  get total(): bigint {
    return [...this.amounts.values()].reduce((sum, amount) => sum + amount, 0n);
  }

  /** Those that have any, by name. */
  entries(): [string, bigint][] {
    return [...this.amounts].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
