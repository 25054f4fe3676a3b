/** What is known of a step when it begins. */
export interface StepAbout {
  /** Of a span, in the terms of OpenTelemetry; within the service without it. */
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: StepAttributes;
}

export type StepAttributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A step of a trace that has begun. */
export interface Step {
  /** What goes on from this step names it as this, in memory or for years in a log. */
  readonly traceparent: string;
  /** `problem`: a short name of what went wrong, where it did. */
  end(attributes?: StepAttributes, problem?: string): void;
}

/** A piece of work that was done for several at once. */
export interface SharedWork extends StepAbout {
  /** The steps on whose behalf it was done; what is not traced is passed over. */
  readonly for: readonly (string | undefined)[];
  /** How long it took; it has just ended. */
  readonly milliseconds: number;
}

/**
 * What one service tells of its steps. A step is named by its `traceparent`, which is stored with every event: so a trace
 * goes on from facts, through other services and restarts, and nothing of it lives in memory alone. Where nobody collects
 * traces there is none of this, and nothing is done for them.
 */
export interface ServiceTracing {
  /** Goes on from `parent`; without one, or where that is not well-formed, a new trace begins. */
  begin(name: string, parent: string | undefined, about?: StepAbout): Step;
  /** See `tellShared`. */
  shared(name: string, work: SharedWork): void;
}

/** Of one process, which may run several services. */
export interface Tracing {
  of(service: string): ServiceTracing;
  /** Sends what is left, as far as that is possible within seconds. */
  close(): Promise<void>;
}
