import { BrokerTrouble, NotListening } from '@millwright/messaging';
import type { Logger } from 'pino';
import { troubleOf, type DatabasePlace } from './database-trouble.js';
import { Seldom } from './seldom.js';

const known = (error: unknown, place: DatabasePlace): string | undefined =>
  error instanceof BrokerTrouble ? error.message : troubleOf(error, place);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What fails and is tried again: a sentence in the log where it is known what that means, the error where it is not. */
export class Troubles {
  private readonly seldom = new Seldom();

  constructor(
    private readonly logger: Logger,
    private readonly place: DatabasePlace,
  ) {}

  /** Returns what was said, or would have been if it had not just been said. */
  tell(error: unknown, what: string, level: 'error' | 'warn' = 'error'): string {
    const sentence = known(error, this.place);
    // Nobody has to be told that what gave up the lead does not listen any more.
    const at = error instanceof NotListening ? 'debug' : level;
    this.seldom.say(sentence ?? `${what}: ${messageOf(error)}`, () =>
      sentence ? this.logger[at](sentence) : this.logger[at]({ err: error }, what),
    );
    return sentence ?? messageOf(error);
  }

  /** What keeps the database from answering, by the last attempt and by how long one has been going on. */
  ofDatabase({ lastError, silence }: { readonly lastError: unknown; readonly silence: number }): readonly string[] {
    if (lastError !== undefined) return [known(lastError, this.place) ?? `The database: ${messageOf(lastError)}`];
    return silence > longestSilence ? [`The database has not answered for ${Math.round(silence / 1_000)} s`] : [];
  }
}

const longestSilence = 5_000;
