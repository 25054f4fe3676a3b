const again = 30_000;
const mostRemembered = 100;

/** What is tried again and again fails again and again: says so when it begins, and then every 30 s while it lasts. */
export class Seldom {
  private readonly said = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  say(sentence: string, say: () => void): void {
    const last = this.said.get(sentence);
    if (last !== undefined && this.now() - last < again) return;
    // Sentences with something in them that differs every time must not fill the memory.
    if (this.said.size >= mostRemembered) this.said.clear();
    this.said.set(sentence, this.now());
    say();
  }
}
