/** A person who has not clocked out after so long has forgotten to. */
export const longestPresence = 12 * 3_600_000;

export interface Presence {
  readonly since: string;
  readonly until?: string;
  /** Ended by the rule, not by the person. */
  readonly forgotten: boolean;
}

export const latestEnd = (since: string): string => new Date(Date.parse(since) + longestPresence).toISOString();

export const dayOf = (at: string): string => at.slice(0, 10);
export const dayBefore = (at: string): string => new Date(Date.parse(at) - 86_400_000).toISOString().slice(0, 10);

/** The presence that covers the instant: begun by then, and neither ended nor forgotten before it. */
export const presentAt = (presences: readonly Presence[], at: string): Presence | undefined =>
  presences.findLast(({ since, until }) => since <= at && at < (until ?? latestEnd(since)));

/** The one that a clock-out at this instant ends; also one that the rule has closed meanwhile. */
export const endedBy = (presences: readonly Presence[], at: string): Presence | undefined =>
  presences.findLast(
    ({ since, until, forgotten }) => since <= at && at <= latestEnd(since) && (until === undefined || forgotten),
  );
