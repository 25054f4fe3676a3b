/** Turns the data of one version into that of the next. Pure, and never changed once it is released. */
export type UpcastStep = (data: never) => object;

/**
 * The private events of a service that have changed their shape: for each type the steps from version 1 to today's, in order.
 * A type that is not named is at version 1. `{ PartsAdded: [(v1: { n: number }) => ({ quantity: … })] }` is at version 2.
 */
export type Upcasts = Readonly<Record<string, readonly UpcastStep[]>>;

/** The version in which an event of this type is stored today. */
export const currentVersion = (upcasts: Upcasts, type: string): number => stepsOf(upcasts, type).length + 1;

/** What was stored by a newer Millwright cannot be read by this one. */
export class UnreadableVersion extends Error {}

/** The stored data in today's shape. */
export function upcast(upcasts: Upcasts, type: string, version: number, data: object): object {
  const steps = stepsOf(upcasts, type);
  if (version > steps.length + 1)
    throw new UnreadableVersion(
      `${type} was stored in version ${version}; this Millwright reads up to ${steps.length + 1}`,
    );
  return steps.slice(version - 1).reduce<object>((before, step) => step(before as never), data);
}

const stepsOf = (upcasts: Upcasts, type: string): readonly UpcastStep[] =>
  Object.hasOwn(upcasts, type) ? upcasts[type] : [];
