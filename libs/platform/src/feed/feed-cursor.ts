import type { Epoch, LogHead } from '@millwright/event-log';

/** A place in the feed of a service: everything up to `position` has been read. */
export interface FeedCursor {
  /** Of the log, when this was the last that had been read; without it, the present one. */
  readonly epoch?: number;
  readonly position: number;
}

/** `<epoch>:<position>`, or a position alone. */
export const cursorPattern = /^(?:[1-9]\d{0,8}:)?\d{1,15}$/;

export function cursorOf(text: string): FeedCursor {
  const [position, epoch] = text.split(':').reverse().map(Number);
  return epoch === undefined ? { position } : { epoch, position };
}

export const cursorText = ({ epoch, position }: Required<FeedCursor>): string => `${epoch}:${position}`;

/** Why a cursor leads nowhere any more, and where to go on instead. */
export interface LostCursor {
  readonly detail: string;
  readonly continueAfter: string;
}

/**
 * A log that was restored has lost what lay behind its cut. Whoever had read further has read what does not exist any more,
 * and would otherwise miss what was recorded in its place.
 */
export function lostCursor(
  { epoch, position }: FeedCursor,
  head: Pick<LogHead, 'epoch' | 'position'>,
  epochs: readonly Pick<Epoch, 'epoch' | 'cut'>[],
): LostCursor | undefined {
  const seen = epoch ?? head.epoch;
  const cuts = epochs.filter((one) => one.epoch > seen && one.cut < position).map(({ cut }) => cut);
  if (cuts.length > 0) {
    const cut = Math.min(...cuts);
    return {
      detail: `The log was restored since: what had been published after position ${cut} in epoch ${seen} is lost. Undo what you took over of it, then go on after ${head.epoch}:${cut}.`,
      continueAfter: cursorText({ epoch: head.epoch, position: cut }),
    };
  }
  if (seen > head.epoch || position > head.position) {
    return {
      detail: `The log ends at ${head.epoch}:${head.position}: the cursor is of another log, or the log was restored. Go on after its end once you have compared, or from the first with 0.`,
      continueAfter: cursorText(head),
    };
  }
  return undefined;
}
