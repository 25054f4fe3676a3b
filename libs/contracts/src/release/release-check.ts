import { payloadProblem } from '../payload-problem.js';
import type { PublishedClass } from '../published.js';
import { eventSchema } from '../document/event-schema.js';
import type { ReleasedEvent } from './release.js';
import { breakingChanges } from './schema-change.js';

/** Why whoever builds on this release could not go on with these classes; empty when all is well. */
export function releaseProblems(
  released: readonly ReleasedEvent[],
  classes: ReadonlyMap<string, PublishedClass>,
): readonly string[] {
  return released.flatMap(({ type, schema, samples }) => {
    const of = classes.get(type);
    if (!of) return [`${type} is published no longer`];
    return [
      ...breakingChanges(schema, eventSchema(of)).map((change) => `${type}: ${change}`),
      ...samples.flatMap((sample) => payloadProblem(type, sample, classes) ?? []),
    ];
  });
}
