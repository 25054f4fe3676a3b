/** `GM-{0000}` and 7 are `GM-0007`; a counter that outgrows its zeros gets longer. */
export const numberOf = (pattern: string, counter: number): string =>
  pattern.replace(/\{(0+)\}/, (_, zeros: string) => String(counter).padStart(zeros.length, '0'));
