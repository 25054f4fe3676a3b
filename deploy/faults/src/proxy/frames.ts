/** Cuts a stream of bytes into messages whose length stands at a fixed place in front. */
export class Frames {
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    /** Where the length stands, and whether it counts from there. */
    private lengthAt: number,
    private readonly take: (message: Buffer) => void,
  ) {}

  /** The place of the length changes after the first message of a PostgreSQL client. */
  lengthStandsAt(offset: number): void {
    this.lengthAt = offset;
  }

  add(bytes: Buffer, lengthIncludesItself: boolean): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    for (;;) {
      const head = this.lengthAt + 4;
      if (this.rest.length < head) return;
      const size = this.rest.readUInt32BE(this.lengthAt) + (lengthIncludesItself ? this.lengthAt : head);
      if (this.rest.length < size) return;
      const message = this.rest.subarray(0, size);
      this.rest = this.rest.subarray(size);
      this.take(message);
    }
  }
}
