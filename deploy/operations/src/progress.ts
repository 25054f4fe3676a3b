const BAR = 30;

/** A bar where somebody looks at it, a line for each tenth where it goes into a file. */
export class Progress {
  private lastTenth = -1;
  private drawn = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  say(sentence: string): void {
    this.stream.write(`${this.drawn ? '\r\u001b[K' : ''}${sentence}\n`);
    this.drawn = false;
    this.lastTenth = -1;
  }

  advance(what: string, done: number, of: number): void {
    const share = of === 0 ? 1 : Math.min(1, done / of);
    if (this.stream.isTTY) this.draw(what, share);
    else this.tell(`${what}: ${done} of ${of}`, Math.floor(share * 10));
  }

  private draw(what: string, share: number): void {
    const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
    this.stream.write(`\r\u001b[K${what} [${bar}] ${Math.floor(share * 100)} %`);
    this.drawn = true;
  }

  private tell(line: string, tenth: number): void {
    if (tenth === this.lastTenth) return;
    this.lastTenth = tenth;
    this.stream.write(`${line}\n`);
  }
}
