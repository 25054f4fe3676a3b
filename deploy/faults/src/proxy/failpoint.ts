/** A moment to be waited for, once: what is armed happens the next time the moment comes, before anything else does. */
export class Failpoint<Moment> {
  private armed: { readonly matches: (moment: Moment) => boolean; readonly act: (moment: Moment) => void } | undefined;

  reached(moment: Moment): void {
    const { armed } = this;
    if (!armed?.matches(moment)) return;
    this.armed = undefined;
    armed.act(moment);
  }

  /** Resolves to whether the moment came in time. */
  next(matches: (moment: Moment) => boolean, act: (moment: Moment) => void, patienceMs: number): Promise<boolean> {
    if (this.armed) throw new Error('This failpoint is armed already.');
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.armed = undefined;
        resolve(false);
      }, patienceMs);
      this.armed = {
        matches,
        act: (moment) => {
          clearTimeout(timer);
          act(moment);
          resolve(true);
        },
      };
    });
  }
}
