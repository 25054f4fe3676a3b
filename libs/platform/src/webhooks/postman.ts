import { derivedId } from '@millwright/event-log';
import type { Told } from '@millwright/messaging';
import { TargetRefused, type Egress, type EgressAnswer } from '../egress/egress.js';
import type { Attempt } from './deliveries.sql.js';
import type { ServiceTracing, Step } from '../telemetry/tracing/tracing.js';
import { signedHeaders } from './signature.js';

export interface Addressee {
  readonly webhook: string;
  readonly url: string;
  readonly secrets: readonly string[];
}

export interface Tried {
  readonly attempt: Attempt;
  readonly kind: 'delivered' | 'failed' | 'gone';
  readonly retryAfter?: string;
}

/** Makes one attempt at one message. */
export class Postman {
  constructor(
    private readonly egress: Egress,
    private readonly milliseconds: number,
    private readonly tracing?: ServiceTracing,
    private readonly onTried?: (kind: Tried['kind']) => void,
  ) {}

  /** Undefined when it was interrupted: nobody knows whether it arrived. */
  async deliver(to: Addressee, told: Told, signal: AbortSignal): Promise<Tried | undefined> {
    const tried = await this.attempt(to, told, signal);
    if (tried) this.onTried?.(tried.kind);
    return tried;
  }

  private async attempt(to: Addressee, { record, text }: Told, signal: AbortSignal): Promise<Tried | undefined> {
    const message = { id: derivedId(`webhook ${to.webhook} ${record.id}`), body: text };
    const at = new Date();
    const begunAt = performance.now();
    const taken = (): number => Math.round(performance.now() - begunAt);
    const step = this.begin(to, record);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Millwright',
      ...(step && { traceparent: step.traceparent }),
      ...signedHeaders(message, to.secrets, at),
    };
    try {
      if (to.secrets.length === 0) throw new TargetRefused('has no secret; rotate it');
      const posted = { headers, body: text, milliseconds: this.milliseconds, signal };
      const tried = answered(await this.egress.post(to.url, posted), at, taken());
      const { status = 0 } = tried.attempt;
      step?.end({ 'http.response.status_code': status }, tried.kind === 'delivered' ? undefined : String(status));
      return tried;
    } catch (error) {
      step?.end({}, reasonOf(error));
      if (signal.aborted) return undefined;
      return { kind: 'failed', attempt: { at: at.toISOString(), error: reasonOf(error), milliseconds: taken() } };
    }
  }

  /** Not the address: its path may be a secret. */
  private begin({ webhook, url }: Addressee, { id, traceparent }: Told['record']): Step | undefined {
    return this.tracing?.begin('POST webhook', traceparent, {
      kind: 'client',
      attributes: {
        'http.request.method': 'POST',
        'server.address': URL.canParse(url) ? new URL(url).hostname : '',
        'millwright.webhook': webhook,
        'millwright.event': id,
      },
    });
  }
}

function answered({ status, retryAfter }: EgressAnswer, at: Date, milliseconds: number): Tried {
  const isTaken = status >= 200 && status < 300;
  const isRedirect = status >= 300 && status < 400;
  const error = isRedirect ? { error: 'It redirects; change the URL' } : {};
  return {
    kind: isTaken ? 'delivered' : status === 410 ? 'gone' : 'failed',
    attempt: { at: at.toISOString(), status, milliseconds, ...error },
    retryAfter,
  };
}

/** Why, without anything that the other side has said. */
function reasonOf(error: unknown): string {
  if (error instanceof TargetRefused) return `Not sent: the URL ${error.message}`;
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' ? 'No answer in time' : `No answer: ${code ?? name ?? 'unknown'}`;
}
