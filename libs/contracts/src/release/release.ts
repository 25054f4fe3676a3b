import { publishedClasses } from '../catalog.js';
import { exampleOf, fieldsOf, type Json, type JsonSchema, type PartClass } from '../declared-fields.js';
import type { PublishedClass } from '../published.js';
import { eventSchema } from '../document/event-schema.js';

/** What is kept of one type in one release; never edited afterwards. */
export interface ReleasedEvent {
  readonly type: string;
  readonly schema: JsonSchema;
  /** Payloads as this release wrote them. */
  readonly samples: readonly Json[];
}

/** With nothing that may be absent, at any depth. */
function leastOf(of: PartClass): { [name: string]: Json } {
  const example = exampleOf(of);
  const needed = fieldsOf(of).filter(({ optional }) => !optional);
  return Object.fromEntries(
    needed.map(({ name, of: part, list, example: own }) => {
      if (!part || own !== undefined) return [name, example[name]];
      return [name, list ? [leastOf(part())] : leastOf(part())];
    }),
  );
}

/** The present state: each type with its schema, a sample with all that it can have and one with all that it must have. */
export const presentRelease = (
  classes: ReadonlyMap<string, PublishedClass> = publishedClasses,
): readonly ReleasedEvent[] =>
  [...classes.values()].map((of) => ({
    type: of.type,
    schema: eventSchema(of),
    samples: [exampleOf(of), leastOf(of)],
  }));
