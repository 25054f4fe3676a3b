import { publishedClasses, serviceOf } from '@millwright/contracts';
import type { PublishedRecord } from '@millwright/messaging';

/** Which published events somebody wants. */
export interface EventFilter {
  /** Full names; one that ends in `*` takes all that begin so. Without any, all types. */
  readonly types?: readonly string[];
  /** A category of streams, or one stream as `category/id`. */
  readonly stream?: string;
}

/** At most so many names in one filter. */
export const mostTypes = 50;

export const typePattern =
  /^millwright\.[a-z][a-z0-9-]{0,40}\.(?:[a-z][a-z0-9-]{0,80}\.v[1-9]\d{0,3}|[a-z0-9-]{0,80}\*)$/;

const isNamed = (type: string, name: string): boolean =>
  name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : type === name;

export function passes(
  { types, stream }: EventFilter,
  { type, category, streamId }: Pick<PublishedRecord, 'type' | 'category' | 'streamId'>,
): boolean {
  const ofType = types === undefined || types.length === 0 || types.some((name) => isNamed(type, name));
  return ofType && (stream === undefined || stream === category || stream === `${category}/${streamId}`);
}

/** The types that a service publishes, by the catalog; none for a service that the catalog does not know. */
export const typesOf = (service: string): string[] =>
  [...publishedClasses.keys()].filter((type) => serviceOf({ type }) === service).sort();

/** Of these names, those that would never match anything: most likely misspelt. */
export function neverPublished(service: string, types: readonly string[]): string[] {
  const known = typesOf(service);
  return types.filter(
    (name) =>
      !typePattern.test(name) ||
      (known.length === 0 ? !name.startsWith(`millwright.${service}.`) : !known.some((type) => isNamed(type, name))),
  );
}
