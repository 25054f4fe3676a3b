import type { ProblemPage } from '@millwright/contracts';
import type { Reason } from '../code/reasons.js';
import { remedies } from './remedies.js';

/** The pages of all codes. A code that nobody says what to do about stops the generation. */
export function problemPagesOf(reasons: readonly Reason[]): ProblemPage[] {
  const codes = [...new Set(reasons.map(({ code }) => code))].sort();
  const without = codes.filter((code) => remedyOf(code) === undefined);
  if (without.length > 0) throw new Error(`Nobody says what to do about ${without.join(', ')}: problems/remedies.ts`);
  return codes.map((code) => {
    const ways = reasons.filter((one) => one.code === code);
    return {
      code,
      statuses: [...new Set(ways.map(({ status }) => status))].sort(),
      says: [...new Set(ways.map(({ detail }) => detail))].sort(),
      remedy: remedyOf(code) ?? '',
    };
  });
}

const inWords = (code: string): string => code.replaceAll('-', ' ');

function remedyOf(code: string): string | undefined {
  if (remedies[code]) return remedies[code];
  const [, thing] = /^unknown-(.+)$/.exec(code) ?? [];
  if (thing)
    return `Check the number of the ${inWords(thing)}. Was it made in another service just now, send the Millwright-Seen of that answer as Millwright-Wait-For.`;
  const [, existing] = /^(.+)-exists$/.exec(code) ?? [];
  return (
    existing &&
    `Choose another number for the ${inWords(existing)}. To repeat a request safely, send it with the same Idempotency-Key.`
  );
}
