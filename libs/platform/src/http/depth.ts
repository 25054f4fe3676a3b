import { ProblemException } from './problem.js';

/** No command goes deeper than five; what does not end is made to break what reads it. */
const deepest = 20;

export function refuseDepth(body: unknown): void {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest)
      throw ProblemException.of(
        422,
        'nested-too-deep',
        `The body goes deeper than ${deepest} levels; no command does.`,
      );
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
}
