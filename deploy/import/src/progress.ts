const BAR = 30;
const REDRAW_MS = 100;

/** A bar where somebody looks at it, a line for each tenth where it goes into a file. */
export class Progress {
  private readonly startedAt = Date.now();
  private lastDrawn = 0;
  private lastTenth = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  say(sentence: string): void {
    this.stream.write(`${this.stream.isTTY ? '\r\u001b[K' : ''}${sentence}\n`);
  }

  advance(what: string, done: number, of: number): void {
    const share = of === 0 ? 1 : done / of;
    if (this.stream.isTTY) this.draw(what, done, of, share);
    else this.tell(what, done, of, share);
  }

  private draw(what: string, done: number, of: number, share: number): void {
    if (done < of && Date.now() - this.lastDrawn < REDRAW_MS) return;
    this.lastDrawn = Date.now();
    const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
    this.stream.write(`\r\u001b[K${what} [${bar}] ${done}/${of}${done >= of ? '\n' : ''}`);
  }

  private tell(what: string, done: number, of: number, share: number): void {
    const tenth = Math.floor(share * 10);
    if (tenth === this.lastTenth && done < of) return;
    this.lastTenth = tenth >= 10 ? 0 : tenth;
    const seconds = ((Date.now() - this.startedAt) / 1000).toFixed(1);
    this.stream.write(`[${seconds.padStart(5)} s] ${what}: ${done} of ${of}\n`);
  }
}
