import { otlpUrl, traceShare } from '../settings/declared/telling.js';
import type { Settings } from '../settings/settings.js';

/** Where traces go, and how many of them. */
export interface TelemetrySettings {
  /** Of a receiver of OTLP over HTTP; no traces are sent without it. */
  readonly otlpUrl?: string;
  /** The share of traces that are kept where the caller does not decide, from 0 to 1. */
  readonly traceShare: number;
}

export const telemetrySettings = (settings: Settings): TelemetrySettings => ({
  otlpUrl: settings.maybe(otlpUrl),
  traceShare: settings.of(traceShare),
});
