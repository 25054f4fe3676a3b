/** What happened, as a past-tense sentence of the shop floor. `type` names it for ever; `data` is plain JSON. */
export interface Event<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * Who acted, where and when.
 * - `actor`: `person:<uuid>`, `machine:<id>` or `system:<name>`; never a name or a badge.
 * - `onBehalfOf`: the person or system that the actor acted for.
 * - `station`: the terminal or work center where it was entered.
 * - `at`: when it occurred on the shop floor, an ISO 8601 instant in UTC.
 * - `reason`: why, in words of the plant; never about a person.
 */
export interface By {
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly station?: string;
  readonly at: string;
  readonly reason?: string;
}

/** What a decision knows of its occasion: who, where, when, and an id from which new ids are made. */
export interface Occasion extends By {
  /** UUIDv7 of this command; a decider uses it (with a suffix) where it needs an id, so that deciding twice gives the same. */
  readonly id: string;
}

/** Where a fact stands in the log that holds it. */
export interface Recording {
  /** `<service>:<epoch>:<position>` of the log in which the event was first recorded; the same in every service that heard it. */
  readonly eventId: string;
  /** Place in the log that is being read; grows in the order of commits. */
  readonly position: number;
  readonly site: string;
  readonly category: string;
  /** The id of the stream within its category, such as an order number. */
  readonly id: string;
  readonly version: number;
  readonly by: By;
  readonly recordedAt: string;
  readonly commandId: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly traceparent?: string;
}

/** An event as it is read back from the log. */
export type Recorded<E extends Event = Event> = E & Recording;
