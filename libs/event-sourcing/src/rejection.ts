/**
 * Why a rule says no.
 * - `unknown`: what the command names does not exist (404)
 * - `invalid`: the command contradicts itself or the master data, such as a wrong unit of measure (422)
 * - `conflict`: not now: the state of the plant forbids it (409)
 * - `forbidden`: not by this person (403)
 */
export type RejectionKind = 'unknown' | 'invalid' | 'conflict' | 'forbidden';

export interface RejectionDetails {
  readonly kind?: RejectionKind;
  /** What would be accepted instead: legal commands, values or steps. */
  readonly legal?: readonly string[];
  /** All reasons at once, where there is more than one. */
  readonly reasons?: readonly { readonly code: string; readonly detail: string; readonly [fact: string]: unknown }[];
  /** Facts for machines: the hold, the work order, the expected operation. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A rule's refusal: a value, not an exception. `code` is stable and part of the API. */
export class Rejection {
  readonly kind: RejectionKind;

  constructor(
    readonly code: string,
    readonly detail: string,
    readonly more: RejectionDetails = {},
  ) {
    this.kind = more.kind ?? 'conflict';
  }
}

export const rejection = (code: string, detail: string, more?: RejectionDetails): Rejection =>
  new Rejection(code, detail, more);

/** What the command names is not there. */
export const unknown = (what: string, id: string): Rejection =>
  new Rejection(`unknown-${what}`, `There is no ${what.replaceAll('-', ' ')} ${id}.`, {
    kind: 'unknown',
    facts: { [what]: id },
  });
