/** Tells the story to a person, line by line, with the time that has passed. */
export class Narrator {
  private readonly startedAt = Date.now();

  constructor(private write: (line: string) => void) {}

  get seconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  /** What is still under way when the plant is stopped has nothing more to tell. */
  fallSilent(): void {
    this.write = () => undefined;
  }

  chapter(number: number, of: number, title: string): void {
    this.write('');
    this.write(`[${this.seconds.toFixed(1).padStart(5)} s] ${number}/${of} ${title}`);
  }

  say(sentence: string): void {
    this.write(`          ${sentence}`);
  }

  /** About the run itself rather than about the plant. */
  note(sentence: string): void {
    this.write(`[${this.seconds.toFixed(1).padStart(5)} s] ${sentence}`);
  }
}

export const linesTo =
  (stream: NodeJS.WritableStream) =>
  (line: string): void =>
    void stream.write(`${line}\n`);
