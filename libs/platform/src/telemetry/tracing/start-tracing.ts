import type { TelemetrySettings } from '../telemetry-settings.js';
import type { Sending } from './send-traces.js';
import type { Tracing } from './tracing.js';

/** Undefined where nobody collects traces; then not even the library for it is loaded. */
export async function startTracing(
  { otlpUrl: url, traceShare: share }: TelemetrySettings,
  about: Pick<Sending, 'site' | 'logger'>,
): Promise<Tracing | undefined> {
  if (url === undefined) return undefined;
  const { sendTraces } = await import('./send-traces.js');
  return sendTraces({ ...about, url, share });
}
