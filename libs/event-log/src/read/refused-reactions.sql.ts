export interface RefusedReaction {
  /** `reaction:<name>` or `timer:<name>` */
  readonly principal: string;
  readonly key: string;
  readonly refusal: { readonly code: string; readonly detail: string };
  /** Of the log when it was refused. */
  readonly position: number;
  readonly recordedAt: Date;
}

/** What the service wanted to do by itself and its rules forbade, before a position ($1). */
export const refusedReactionRows = {
  name: 'refused reactions',
  sql: `select principal, key, answer as refusal, position::float8 as position, recorded_at as "recordedAt" from commands
    where outcome = 'refused' and (principal like 'reaction:%' or principal like 'timer:%') and position < $1`,
  sorts: { position: 'float8', principal: 'text', key: 'text' },
  key: ['position', 'principal', 'key'],
};
