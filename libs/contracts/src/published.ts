import type { By, Event } from '@millwright/event-sourcing';

/**
 * A published event: a class whose fields are the payload. `type` is its name for ever, `millwright.<service>.<what>.v<n>`;
 * `stream` the category of the source's stream, whose id is the key on the wire. Changes are additive; anything else is a
 * new class with the next version beside the old one.
 */
export interface PublishedClass<Type extends string = string, Data extends object = object> {
  new (): Data;
  readonly type: Type;
  readonly stream: string;
  /** What it says, as a sentence or two. */
  readonly about: string;
}

/** The event as deciders, projections and reactions of a listening service see it. */
export type HeardEvent<C extends PublishedClass> = Event<C['type'], InstanceType<C>>;

/** What a private event says to the outside. */
export const published = <C extends PublishedClass>(of: C, data: InstanceType<C>): HeardEvent<C> => ({
  type: of.type,
  data,
});

/** The person who acted, or for whom somebody else did; a machine and a system are none. */
export const personBehind = ({ actor, onBehalfOf }: By): string | undefined =>
  [actor, onBehalfOf].find((who) => who?.startsWith('person:'));

/** `orders` of `millwright.orders.production-order-released.v1` */
export const serviceOf = ({ type }: Pick<PublishedClass, 'type'>): string => type.split('.')[1];
export const schemaVersionOf = (type: string): number => Number(/\.v(\d+)$/.exec(type)?.[1] ?? 1);
