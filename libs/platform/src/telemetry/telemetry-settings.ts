import { SettingProblem } from '../setting-problem.js';

/** Where traces go, and how many of them. */
export interface TelemetrySettings {
  /** Of a receiver of OTLP over HTTP; no traces are sent without it. */
  readonly otlpUrl?: string;
  /** The share of traces that are kept where the caller does not decide, from 0 to 1. */
  readonly traceShare: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function telemetrySettings(environment: Environment): TelemetrySettings {
  const otlpUrl = environment.MILLWRIGHT_OTLP_URL || undefined;
  if (otlpUrl !== undefined && !(URL.canParse(otlpUrl) && /^https?:/.test(otlpUrl)))
    throw new SettingProblem(
      `MILLWRIGHT_OTLP_URL is ${otlpUrl}; it should be the address of a receiver of OTLP over HTTP such as http://collector:4318`,
    );
  const traceShare = Number(environment.MILLWRIGHT_TRACE_SHARE || 1);
  if (!(traceShare >= 0 && traceShare <= 1))
    throw new SettingProblem(
      `MILLWRIGHT_TRACE_SHARE is ${environment.MILLWRIGHT_TRACE_SHARE}; it should be a number from 0 to 1`,
    );
  return { otlpUrl, traceShare };
}
