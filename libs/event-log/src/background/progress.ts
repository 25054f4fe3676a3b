/** How far something has come through the log, and who waits for it. */
export class Progress {
  private reached = 0;
  private waiting: {
    readonly position: number;
    readonly resolve: (passed: boolean) => void;
    readonly timer: NodeJS.Timeout;
  }[] = [];

  get position(): number {
    return this.reached;
  }

  moveTo(position: number): void {
    if (position <= this.reached) return;
    this.reached = position;
    const passed = this.waiting.filter((one) => one.position <= position);
    if (passed.length === 0) return;
    this.waiting = this.waiting.filter((one) => one.position > position);
    for (const { resolve, timer } of passed) {
      clearTimeout(timer);
      resolve(true);
    }
  }

  /** True as soon as `position` has been passed, false when that took longer than allowed. */
  async passed(position: number, milliseconds: number): Promise<boolean> {
    if (position <= this.reached) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((one) => one.timer !== timer);
        resolve(false);
      }, milliseconds);
      this.waiting.push({ position, resolve, timer });
    });
  }
}
