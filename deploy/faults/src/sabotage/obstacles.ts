import { edited } from './edited.js';
import type { Sabotage } from './sabotage.js';

/** Why a sabotage could not be carried out on the sources as they are: nothing where it could. */
export function obstaclesTo({ edits, witness }: Sabotage, read: (file: string) => string): string[] {
  const texts = new Map<string, string>();
  const obstacles: string[] = [];
  for (const edit of edits) {
    try {
      texts.set(edit.file, edited(texts.get(edit.file) ?? read(edit.file), edit));
    } catch (error) {
      obstacles.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (!read(witness.file).includes(witness.test)) obstacles.push(`${witness.file} has no test named: ${witness.test}`);
  return obstacles;
}
