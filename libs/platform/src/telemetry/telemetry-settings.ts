import { SettingProblem } from '../setting-problem.js';

/** Where traces go, and how many of them. */
export interface TelemetrySettings {
  /** Of a receiver of OTLP over HTTP; no traces are sent without it. */
  readonly otlpUrl?: string;
  /** The share of traces that are kept where the caller does not decide, from 0 to 1. */
  readonly traceShare: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const telemetrySettings = (environment: Environment): TelemetrySettings => ({
  otlpUrl: otlpUrlOf(environment),
  traceShare: traceShareOf(environment),
});

function otlpUrlOf({ MILLWRIGHT_OTLP_URL: text }: Environment): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new SettingProblem(
    `MILLWRIGHT_OTLP_URL is ${text}; it should be the address of a receiver of OTLP over HTTP such as http://collector:4318`,
  );
}

function traceShareOf({ MILLWRIGHT_TRACE_SHARE: text = '1' }: Environment): number {
  const share = Number(text);
  if (text !== '' && share >= 0 && share <= 1) return share;
  throw new SettingProblem(`MILLWRIGHT_TRACE_SHARE is ${text}; it should be a number from 0 to 1`);
}
