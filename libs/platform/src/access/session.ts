import { setTimeout as sleep } from 'node:timers/promises';

/** With what a program signs in. */
export type Proof =
  | { readonly grant: 'api-key'; readonly key: string }
  | { readonly grant: 'password'; readonly login: string; readonly password: string };

export class SignInRefused extends Error {}

const renewBeforeMs = 120_000;
const awayForMs = 60_000;
const answerWithinMs = 10_000;

/** A program that talks to a plant from outside: exchanges its key or password for a token, and gets the next one in time. */
export class Session {
  private token: { readonly text: string; readonly expiresAt: number } | undefined;
  private renewal: Promise<void> | undefined;

  constructor(
    /** Where tracking answers, one address or whichever is there just now. */
    private readonly tracking: string | (() => string),
    private readonly proof: Proof,
  ) {}

  /** For the header Authorization. */
  async bearer(): Promise<string> {
    const left = (this.token?.expiresAt ?? 0) - Date.now();
    if (left < renewBeforeMs) {
      const renewal = (this.renewal ??= this.renew().finally(() => (this.renewal = undefined)));
      // As long as the token at hand is good nobody waits for the next one, and tracking may be away for a while.
      if (left < 5_000) await renewal;
      else renewal.catch(() => undefined);
    }
    return `Bearer ${this.token?.text}`;
  }

  async headers(): Promise<{ readonly authorization: string }> {
    return { authorization: await this.bearer() };
  }

  private async renew(): Promise<void> {
    const giveUpAt = Date.now() + awayForMs;
    for (;;) {
      const answer = await this.ask().catch((error: unknown) => {
        if (error instanceof SignInRefused) throw error;
        return String(error);
      });
      if (typeof answer === 'object') {
        this.token = answer;
        return;
      }
      if (Date.now() > giveUpAt) throw new SignInRefused(`Nobody can sign in there just now: ${answer}`);
      await sleep(250);
    }
  }

  /** The token, or why there is none yet. */
  private async ask(): Promise<{ text: string; expiresAt: number } | string> {
    const address = typeof this.tracking === 'string' ? this.tracking : this.tracking();
    const response = await fetch(`${address}/api/tracking/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.proof),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const body = (await response.json()) as { token?: string; expiresAt?: string; detail?: string };
    if (response.ok && body.token !== undefined && body.expiresAt !== undefined)
      return { text: body.token, expiresAt: Date.parse(body.expiresAt) };
    if (response.status === 401 || response.status === 422) throw new SignInRefused(body.detail);
    return body.detail ?? `status ${response.status}`;
  }
}
