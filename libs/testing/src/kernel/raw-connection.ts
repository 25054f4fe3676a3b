import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the opening of the connection to its end. */
  readonly milliseconds: number;
}

/** A connection on which anything can be said, at any speed. */
export class RawConnection {
  /** When the server has closed the connection; status 0 where it said nothing. */
  readonly answer: Promise<RawAnswer>;
  private readonly socket: Socket;
  private readonly openedAt = Date.now();
  private dripping: NodeJS.Timeout | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect({ host: hostname, port: Number(port), allowHalfOpen: false });
    const chunks: Buffer[] = [];
    this.socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
    this.answer = new Promise((resolve) =>
      this.socket.once('close', () => {
        clearInterval(this.dripping);
        resolve({ ...parsed(Buffer.concat(chunks).toString()), milliseconds: Date.now() - this.openedAt });
      }),
    );
  }

  say(text: string): this {
    this.socket.write(text);
    return this;
  }

  /** A little more, again and again, for as long as anybody listens. */
  drip(text: string, everyMs: number): this {
    this.dripping = setInterval(() => this.socket.writable && this.socket.write(text), everyMs);
    return this;
  }

  close(): void {
    this.socket.destroy();
  }
}

function parsed(text: string): Omit<RawAnswer, 'milliseconds'> {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first, ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: rest.join('\r\n\r\n'),
  };
}
