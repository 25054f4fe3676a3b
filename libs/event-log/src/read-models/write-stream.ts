import type { Connection, Submittable } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** What a connection has beyond what the driver's types tell of it: the texts of its prepared statements, by name. */
type Wire = Connection & { readonly parsedStatements: Record<string, string> };

interface Write {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const atOnce = 32;

/**
 * Statements that go to the database one behind the other, without waiting for what it says to each. It works on the first
 * while later ones are still being written down, and answers all of them together at the end.
 *
 * Only for statements that answer with no rows. Within a transaction: after one that fails the database passes over the rest.
 */
export class WriteStream implements Submittable {
  /** Resolves when all are answered, or one has failed. Never rejects: see `onFailure`. */
  readonly done: Promise<void>;
  private wire: Wire | undefined;
  /** Those that came while the connection was still busy with something else. */
  private waiting: Write[] = [];
  private readonly parsing: Write[] = [];
  private unsent = 0;
  private ended = false;
  private failed = false;
  private finish: () => void = () => undefined;

  constructor(private readonly onFailure: (error: unknown) => void) {
    this.done = new Promise((resolve) => (this.finish = resolve));
  }

  add(write: Write): void {
    if (this.failed) return;
    if (this.wire) this.send(this.wire, write);
    // The connection will write it down later, and until then it must not change.
    else this.waiting.push({ ...write, values: write.values.map((value) => prepareValue(value)) });
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    if (this.wire) this.sync(this.wire);
  }

  submit(connection: Connection): void {
    const wire = connection as Wire;
    this.wire = wire;
    wire.on('parseComplete', this.parsed);
    for (const write of this.waiting) this.send(wire, write);
    this.waiting = [];
    if (this.ended) this.sync(wire);
  }

  handleError(error: unknown): void {
    this.failed = true;
    this.onFailure(error);
    // Up to this the database passes over everything that it is sent.
    if (this.wire && !this.ended) this.sync(this.wire);
    this.ended = true;
    this.leave();
  }

  handleReadyForQuery(): void {
    this.leave();
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}

  private send(wire: Wire, { name, text, values }: Write): void {
    if (this.unsent === 0) wire.stream.cork();
    if (!(name in wire.parsedStatements) && !this.parsing.some((write) => write.name === name)) {
      wire.parse({ name, text, types: [] }, true);
      this.parsing.push({ name, text, values: [] });
    }
    try {
      wire.bind({ statement: name, values: values.map((value) => prepareValue(value)) }, true);
      wire.execute({}, true);
    } finally {
      if (++this.unsent >= atOnce) this.push(wire);
    }
  }

  private sync(wire: Wire): void {
    wire.sync();
    if (this.unsent > 0) this.push(wire);
  }

  private push(wire: Wire): void {
    wire.stream.uncork();
    this.unsent = 0;
  }

  /** Known to the connection from now on; what fails to parse never is. */
  private readonly parsed = (): void => {
    const write = this.parsing.shift();
    if (write && this.wire) this.wire.parsedStatements[write.name] = write.text;
  };

  private leave(): void {
    this.wire?.off('parseComplete', this.parsed);
    this.finish();
  }
}
