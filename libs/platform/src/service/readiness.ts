/** What a service waits for before it is ready, and what troubles it without keeping it from its work. */
export interface Readiness {
  readonly service: string;
  readonly ready: boolean;
  readonly leader: boolean;
  readonly waitingFor: readonly string[];
  readonly troubledBy: readonly string[];
}
