import { setTimeout as sleep } from 'node:timers/promises';
import type { Trace } from './inv-11-genealogy.js';
import type { Finding } from './facts.js';
import type { Places } from './reading.js';

type Json = Readonly<Record<string, unknown>>;

const ANSWER_WITHIN_MS = 60_000;

async function ask(
  url: string,
  authorization?: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<{ status: number; body: Json }> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return { status: response.status, body: (await response.json()) as Json };
}

/** One line for each process that is not ready. */
export async function notReady(urls: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    urls.map(async (url) => {
      try {
        const { status, body } = await ask(`${url}/health/ready`);
        return status === 200 ? [] : [`${url} is not ready: ${JSON.stringify(body)}`];
      } catch (error) {
        return [`${url} does not answer: ${String(error)}`];
      }
    }),
  );
  return answers.flat();
}

export async function traceOf(places: Places, direction: Trace['direction'], id: string): Promise<Trace> {
  const reached = new Set<string>();
  for (let after = ''; ;) {
    const page = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const url = `${places.address('tracking')}/api/tracking/v1/genealogy/${encodeURIComponent(id)}/${direction}?limit=500${page}`;
    const { status, body } = await ask(url, await places.bearer());
    if (status !== 200) throw new Error(`GET ${url} was answered with ${status}: ${JSON.stringify(body)}`);
    for (const node of body.nodes as readonly { id: string }[]) reached.add(node.id);
    if (typeof body.next !== 'string') return { of: id, direction, reached: [...reached] };
    after = body.next;
  }
}

/** Every read model of every service, computed anew beside the live one and compared with it row by row. */
export async function rebuiltEqualsLive(places: Places): Promise<Finding> {
  const problems: string[] = [];
  let models = 0;
  for (const service of places.services) {
    const base = `${places.address(service)}/api/${service}/v1/operations/read-models`;
    const { body } = await ask(base, await places.bearer());
    for (const { name } of body as unknown as readonly { name: string }[]) {
      models++;
      const { status, body: asked } = await ask(`${base}/${name}/rebuild?verify=true`, await places.bearer(), 'POST');
      const result = status === 202 ? await rebuilt(places, base, { name, askedAt: asked.askedAt }) : asked;
      if (result?.different !== 0)
        problems.push(`${service} ${name}: rebuilding was answered with ${status} ${JSON.stringify(result)}`);
    }
  }
  return { invariant: 'INV-8', what: `${models} read models, rebuilt, equal the live ones`, problems };
}

/** What the computing that was asked for came to; undefined when it has not ended in time. */
async function rebuilt(
  places: Places,
  base: string,
  { name, askedAt }: { readonly name: string; readonly askedAt: unknown },
): Promise<Json | undefined> {
  for (const giveUpAt = Date.now() + ANSWER_WITHIN_MS; Date.now() < giveUpAt; await sleep(100)) {
    const { body } = await ask(base, await places.bearer());
    const models = body as unknown as readonly { name: string; lastRebuild?: Json }[];
    const last = models.find((one) => one.name === name)?.lastRebuild;
    if (last !== undefined && last.askedAt === askedAt) return last;
  }
  return undefined;
}
