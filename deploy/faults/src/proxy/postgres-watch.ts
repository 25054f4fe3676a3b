import { Frames } from './frames.js';
import type { Direction, Watcher } from './tcp-proxy.js';

/** A statement that the server has said is complete: its effect is committed if it was a transaction of its own, or a COMMIT. */
export interface CompletedStatement {
  readonly application: string;
  readonly text: string;
  /** As the server says it, such as `COMMIT` or `SELECT 1`. */
  readonly tag: string;
}

/** Follows the protocol of one PostgreSQL connection (version 3, without encryption) and tells of each statement as it completes. */
export class PostgresWatch implements Watcher {
  private application = '';
  private started = false;
  private readonly prepared = new Map<string, string>();
  /** In the order in which they were sent; the server completes them in that order. */
  private readonly sent: string[] = [];
  private readonly fromClient = new Frames(0, (message) => this.clientSaid(message));
  private readonly fromServer = new Frames(1, (message) => this.serverSaid(message));

  constructor(private readonly completed: (statement: CompletedStatement) => void) {}

  saw(direction: Direction, bytes: Buffer): void {
    (direction === 'toServer' ? this.fromClient : this.fromServer).add(bytes, true);
  }

  private clientSaid(message: Buffer): void {
    if (!this.started) return this.startup(message);
    const kind = String.fromCharCode(message[0]);
    const body = message.subarray(5);
    if (kind === 'Q') this.sent.push(textsOf(body)[0]);
    if (kind === 'P') {
      const [name, text] = textsOf(body);
      this.prepared.set(name, text);
    }
    if (kind === 'B') this.sent.push(this.prepared.get(textsOf(body)[1]) ?? '');
  }

  private startup(message: Buffer): void {
    this.started = true;
    this.fromClient.lengthStandsAt(1);
    const settings = textsOf(message.subarray(8), 40);
    const name = settings.indexOf('application_name');
    this.application = name < 0 ? '' : settings[name + 1];
  }

  private serverSaid(message: Buffer): void {
    const kind = String.fromCharCode(message[0]);
    // Ready for the next query: an error may have skipped statements, a simple query may have held several.
    if (kind === 'Z') this.sent.length = 0;
    if (kind !== 'C') return;
    const text = this.sent.shift() ?? '';
    this.completed({ application: this.application, text, tag: textsOf(message.subarray(5))[0] });
  }
}

/** Texts that end with a zero byte, from the beginning of a message. */
function textsOf(body: Buffer, most = 2): string[] {
  const texts: string[] = [];
  for (let from = 0; from < body.length && texts.length < most;) {
    const end = body.indexOf(0, from);
    if (end < 0) break;
    texts.push(body.toString('utf8', from, end));
    from = end + 1;
  }
  return texts;
}
