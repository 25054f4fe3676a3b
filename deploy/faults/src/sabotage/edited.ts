import type { Edit } from './sabotage.js';

/** A text that is not there any more, or twice, is an error: the sabotage would break nothing, or something else. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, instead of once: ${find.trim()}`);
  return parts.join(replace);
}
