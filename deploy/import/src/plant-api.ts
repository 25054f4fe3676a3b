import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@millwright/platform';

export type Fields = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: Fields;
}

/** Always the same: idempotency keys are kept by who uses them. */
const ACTOR = 'system:import';
const AWAY_FOR_MS = 60_000;
const ANSWER_WITHIN_MS = 60_000;

/** A request that was answered with something that the importer cannot go on with. */
export class UnexpectedAnswer extends Error {
  constructor(
    request: string,
    readonly answer: Answer,
  ) {
    super(
      `${request} was answered with ${answer.status}: ${String(answer.body.detail ?? JSON.stringify(answer.body))}`,
    );
  }
}

/** The API of the plant. A system that is away for a moment is waited for; the idempotency keys make repeating harmless. */
export class PlantApi {
  constructor(
    private readonly address: string,
    private readonly session: Session,
  ) {}

  send(
    path: string,
    body: Fields,
    { key, at, method = 'POST' }: { key: string; at: string; method?: 'POST' | 'PUT' },
  ): Promise<Answer> {
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'Millwright-Actor': ACTOR,
      'Millwright-Station': 'IMPORT',
      'Millwright-Occurred-At': at,
    };
    return this.patiently(path, { method, headers, body: JSON.stringify(body) });
  }

  ask(path: string): Promise<Answer> {
    return this.patiently(path, { method: 'GET' });
  }

  async get(path: string): Promise<Fields> {
    const answer = await this.ask(path);
    if (answer.status !== 200) throw new UnexpectedAnswer(`GET ${path}`, answer);
    return answer.body;
  }

  /** All pages of a list. */
  async *all(path: string): AsyncGenerator<Fields> {
    const joined = path.includes('?') ? '&' : '?';
    for (let after = ''; ;) {
      const page = await this.get(
        `${path}${joined}limit=500${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      );
      yield* page.items as readonly Fields[];
      if (typeof page.next !== 'string') return;
      after = page.next;
    }
  }

  private async patiently(path: string, request: RequestInit): Promise<Answer> {
    const giveUpAt = Date.now() + AWAY_FOR_MS;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
      const answer = await this.fetch(path, request).catch((error: unknown) => error);
      if (isAnswer(answer) && answer.status !== 503) return answer;
      if (Date.now() > giveUpAt) throw new Error(`${this.address} does not answer: ${reasonOf(answer)}`);
      await sleep(wait);
    }
  }

  private async fetch(path: string, request: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, {
      ...request,
      headers: { ...request.headers, ...(await this.session.headers()) },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, body: (await response.json()) as Fields };
  }
}

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' && answer !== null && 'status' in answer;

function reasonOf(problem: unknown): string {
  if (isAnswer(problem)) return String(problem.body.detail ?? problem.status);
  if (!(problem instanceof Error)) return String(problem);
  return problem.cause instanceof Error ? `${problem.message} (${problem.cause.message})` : problem.message;
}
