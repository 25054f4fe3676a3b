import { createServer, type Server, type Socket, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Direction = 'toServer' | 'toClient';

/** What happens to bytes of one direction. */
export interface Condition {
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
  /** Bytes are taken and kept: the other end hears nothing and is not told. */
  readonly silent?: boolean;
}

/** Looks at what passes on one connection. It is called before the bytes go on, so what it does comes first. */
export interface Watcher {
  saw(direction: Direction, bytes: Buffer): void;
}

const HOST = '127.0.0.1';

/** Stands between clients and one server on 127.0.0.1, and makes their connection as bad as asked for. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private conditions: Readonly<Record<Direction, Condition>> = { toServer: {}, toClient: {} };
  private refusing = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private target: number,
    private readonly watch?: () => Watcher,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  static async start(target: number, watch?: () => Watcher): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(0, HOST, listening);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
    return new TcpProxy(server, address.port, target, watch);
  }

  get connections(): number {
    return this.pairs.size;
  }

  condition(direction: Direction): Condition {
    return this.conditions[direction];
  }

  aimAt(target: number): void {
    this.target = target;
  }

  /** For connections that are open and those to come. */
  worsen(direction: Direction, condition: Condition): void {
    this.conditions = { ...this.conditions, [direction]: condition };
  }

  /** Ends all connections with a reset; new ones are accepted. */
  cut(): void {
    for (const pair of this.pairs) pair.reset();
  }

  /** Ends all connections and every new one until healed. */
  refuse(): void {
    this.refusing = true;
    this.cut();
  }

  /** What was silent stays lost, so its connections end: no end may believe that nothing is missing. */
  heal(): void {
    const wasSilent = Object.values(this.conditions).some(({ silent }) => silent);
    this.refusing = false;
    this.conditions = { toServer: {}, toClient: {} };
    if (wasSilent) this.cut();
  }

  async stop(): Promise<void> {
    this.refuse();
    await new Promise<void>((closed) => this.server.close(() => closed()));
  }

  private accept(client: Socket): void {
    if (this.refusing) return void client.destroy();
    const pair = new Pair(client, connect(this.target, HOST), this, this.watch?.());
    this.pairs.add(pair);
    pair.onEnd(() => this.pairs.delete(pair));
  }
}

class Pair {
  private readonly ended: (() => void)[] = [];
  private over = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly proxy: TcpProxy,
    watcher?: Watcher,
  ) {
    for (const socket of [client, server]) {
      // Node forgets to close the handle of a socket whose reset fails, so none of them may keep the process alive.
      socket.unref();
      socket.setNoDelay(true);
      socket.on('error', () => this.end());
      socket.on('close', () => this.end());
    }
    this.pass('toServer', client, server, watcher);
    this.pass('toClient', server, client, watcher);
  }

  onEnd(listener: () => void): void {
    this.ended.push(listener);
  }

  reset(): void {
    if (this.client.readyState === 'open') this.client.resetAndDestroy();
    this.end();
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    this.client.destroy();
    this.server.destroy();
    for (const listener of this.ended) listener();
  }

  /** One chunk after the other; a delay does not change their order. */
  private pass(direction: Direction, from: Socket, to: Socket, watcher?: Watcher): void {
    let before: Promise<void> = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      watcher?.saw(direction, bytes);
      const { delayMs, bytesPerSecond, silent } = this.proxy.condition(direction);
      if (silent || this.over) return;
      const arrivesAt = Date.now() + (delayMs ?? 0);
      const takes = bytesPerSecond ? (bytes.length / bytesPerSecond) * 1_000 : 0;
      from.pause();
      before = before.then(() => this.deliver(bytes, to, arrivesAt, takes)).then(() => void from.resume());
    });
    from.on('end', () => void before.then(() => to.end()));
  }

  private async deliver(bytes: Buffer, to: Socket, arrivesAt: number, takes: number): Promise<void> {
    const wait = Math.max(0, arrivesAt - Date.now()) + takes;
    if (wait > 0) await sleep(wait);
    if (this.over || to.destroyed) return;
    if (!to.write(bytes))
      await new Promise<void>((drained) => {
        to.once('drain', drained);
        to.once('close', drained);
      });
  }
}
