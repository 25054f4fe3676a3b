/**
 * Work that is never finished: `step` does a piece and says whether there may be more. Woken when there is news, and
 * looking by itself once in a while in case the news got lost. An error is kept for readiness and the step tried again.
 */
export class Loop {
  lastError: string | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;
  private news = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    readonly name: string,
    private readonly step: () => Promise<boolean>,
    private readonly options: { readonly idleMilliseconds?: number; readonly onError?: (error: unknown) => void } = {},
  ) {}

  /** For a step that takes long, to end early: it is tried again after the next start. */
  get isStopping(): boolean {
    return this.stopping;
  }

  start(): void {
    this.stopping = false;
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeUp();
    await this.running;
    this.running = undefined;
    // What is not done any more does not fail: whoever does it now says how it goes.
    this.lastError = undefined;
  }

  wake(): void {
    this.news = true;
    this.wakeUp();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      this.news = false;
      try {
        const more = await this.step();
        failures = 0;
        this.lastError = undefined;
        if (!more && !this.news) await this.rest(this.options.idleMilliseconds ?? 1_000);
      } catch (error) {
        this.lastError = error instanceof Error ? error.message : String(error);
        this.options.onError?.(error);
        failures++;
        await this.rest(Math.min(5_000, 50 * 2 ** failures));
      }
    }
  }

  private rest(milliseconds: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
