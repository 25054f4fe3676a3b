/** What stands between parentheses says nothing about whether rows come back. */
const withoutParentheses = (text: string): string => {
  const shorter = text.replace(/\([^()]*\)/g, ' ');
  return shorter === text ? text : withoutParentheses(shorter);
};

const begins = /^\s*(start transaction|set local)\b/i;
const changes = /^\s*(with\b[^;]*?\s)?(insert|update|delete)\b/i;
/** What a `with` comes to. */
const lastVerb = /^\s*with\b.*?\b(insert|update|delete|select)\b/is;

function comesToNothing(text: string): boolean {
  if (begins.test(text)) return true;
  const outer = withoutParentheses(text);
  const verb = lastVerb.exec(outer)?.[1] ?? '';
  return changes.test(outer) && !/^select$/i.test(verb) && !/\breturning\b/i.test(outer);
}

const known = new Map<string, boolean>();

/**
 * Statements of which nobody needs more than that they will have been done when the transaction is: changes that return no
 * rows, and what begins a transaction.
 */
export function needsNoAnswer(text: string): boolean {
  const found = known.get(text) ?? comesToNothing(text);
  known.set(text, found);
  return found;
}

export const beginsTransaction = (text: string): boolean => /^\s*start transaction\b/i.test(text);
export const endsTransaction = (text: string): boolean => /^\s*(commit|rollback(?!\s+to\b))\b/i.test(text);
/** Undoes what failed. */
export const rollsBack = (text: string): boolean => /^\s*rollback\b/i.test(text);
