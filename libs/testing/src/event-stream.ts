export interface SentEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

/** A client of Server-Sent Events that shows each one as it comes. */
export class EventStream {
  readonly events: SentEvent[] = [];
  readonly ended: Promise<void>;
  private readonly stop = new AbortController();
  private text = '';

  private constructor(
    readonly status: number,
    response: Response | undefined,
    stop: AbortController,
  ) {
    this.stop = stop;
    this.ended = response === undefined ? Promise.resolve() : this.read(response);
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
    const stop = new AbortController();
    const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal });
    return new EventStream(response.status, response, stop);
  }

  close(): void {
    this.stop.abort();
  }

  get data(): unknown[] {
    return this.events.flatMap(({ data }) => (data === undefined ? [] : [JSON.parse(data) as unknown]));
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        this.text += decoder.decode(chunk as Uint8Array, { stream: true });
        const parts = this.text.split('\n\n');
        this.text = parts.pop() ?? '';
        this.events.push(...parts.map(eventOf).filter(({ id }) => id !== undefined));
      }
    } catch {
      // Cut off: what came, came.
    }
  }
}

const eventOf = (text: string): SentEvent =>
  Object.fromEntries(text.split('\n').flatMap((line) => (line.startsWith(':') ? [] : [line.split(/: (.*)/s, 2)])));
