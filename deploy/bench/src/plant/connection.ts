import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const endOfHead = Buffer.from('\r\n\r\n');

const dial = ({ hostname, port }: URL): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });

/**
 * One keep-alive connection with one request on its way at a time. A service closes one that was idle for long; then the
 * next request opens another. It shares the machine with what it measures, so it does no more than the answers of a service
 * need: a status, a length, a body.
 */
export class Connection {
  private received: Buffer = Buffer.alloc(0);
  private socket: Socket;
  private waiting: { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void } | undefined;

  private constructor(
    private readonly url: URL,
    connected: Socket,
  ) {
    this.socket = this.heard(connected);
  }

  static async open(address: string): Promise<Connection> {
    const url = new URL(address);
    return new Connection(url, await dial(url));
  }

  async request(method: string, path: string, headers: string, body?: object): Promise<Reply> {
    if (!this.socket.writable) this.socket = this.heard(await dial(this.url));
    const text = body === undefined ? '' : JSON.stringify(body);
    const about =
      body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.url.host}\r\n${headers}${about}\r\n${text}`);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private heard(socket: Socket): Socket {
    this.received = Buffer.alloc(0);
    socket.setNoDelay(true);
    const fail = (error: Error): void => {
      // One that was left for another may say last that it is closed.
      if (socket === this.socket) this.fail(error);
    };
    socket.on('data', (piece: Buffer) => this.take(piece));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('The service has closed the connection')));
    return socket;
  }

  private take(piece: Buffer): void {
    this.received = this.received.length === 0 ? piece : Buffer.concat([this.received, piece]);
    const head = this.received.indexOf(endOfHead);
    if (head < 0) return;
    const lines = this.received.toString('latin1', 0, head);
    const length = /\r\ncontent-length: *(\d+)/i.exec(lines)?.[1];
    if (length === undefined) return this.fail(new Error(`An answer without a length: ${lines}`));
    const end = head + endOfHead.length + Number(length);
    if (this.received.length < end) return;
    const reply = {
      status: Number(lines.slice(9, 12)),
      body: this.received.toString('utf8', head + endOfHead.length, end),
    };
    this.received = this.received.subarray(end);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(reply);
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }
}
