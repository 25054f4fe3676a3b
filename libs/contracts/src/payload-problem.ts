import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { publishedClasses } from './catalog.js';
import type { PublishedClass } from './published.js';

const sentences = (errors: readonly ValidationError[], path = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...Object.values(constraints ?? {}).map((message) => `${path}${message}`),
    ...sentences(children ?? [], `${path}${property}.`),
  ]);

/** Why this cannot be the payload of an event of this type, as a sentence. What its class does not name is newer, and let pass. */
export function payloadProblem(
  type: string,
  data: unknown,
  classes: ReadonlyMap<string, PublishedClass> = publishedClasses,
): string | undefined {
  const of = classes.get(type);
  if (!of) return `There is no published event ${type}.`;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return `The payload of ${type} is no object.`;
  const errors = validateSync(plainToInstance(of, data), { forbidUnknownValues: false });
  return errors.length === 0 ? undefined : `The payload is no ${type}: ${sentences(errors).slice(0, 3).join('; ')}.`;
}
