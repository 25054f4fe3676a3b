import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';

type Done = Parameters<SpanExporter['export']>[1];
const succeeded = 0;

/** Says once that traces cannot be sent, and once that they can be again: a receiver that is away is no trouble of the plant. */
export class WarningExporter implements SpanExporter {
  private failing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: Logger,
    private readonly to: string,
  ) {}

  export(spans: ReadableSpan[], done: Done): void {
    this.exporter.export(spans, (result) => {
      this.tell(result.code === succeeded, result.error?.message);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  private tell(ok: boolean, reason: string | undefined): void {
    if (ok !== this.failing) return;
    this.failing = !ok;
    if (ok) this.logger.info(`Traces reach ${this.to} again`);
    else this.logger.warn({ reason }, `Traces do not reach ${this.to}; those that find no room are dropped`);
  }
}
