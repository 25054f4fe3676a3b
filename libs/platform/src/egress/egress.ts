import { lookup } from 'node:dns/promises';
import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { AllowedTargets } from './allowed-targets.js';
import { addressRefusal, isRefusal, targetOf, type Refusal, type Target } from './target-rules.js';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveAll: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

export interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: name, connection, answer. */
  readonly milliseconds: number;
  readonly signal: AbortSignal;
}

export interface EgressAnswer {
  readonly status: number;
  readonly retryAfter?: string;
}

/** Nothing was sent. The message says of the target why: "it …". */
export class TargetRefused extends Error {}

/** Of an answer only its status counts; so much of the rest is taken before the connection is cut. */
const mostOfAnAnswer = 64 * 1024;
const isElsewhere = /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)$/;

/**
 * The one way out to addresses that somebody else has chosen. A name is looked up once for each sending, every address that
 * it has is judged, and the connection goes to one of these and not to the name: what it leads to a moment later does not
 * count. No proxy, no redirect, no connection that is used twice.
 */
export class Egress {
  private readonly resolving = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly allowed: AllowedTargets,
    private readonly resolve: Resolve = resolveAll,
  ) {}

  /** Why nothing would be sent there just now. */
  async refusal(text: string): Promise<Refusal | undefined> {
    try {
      await this.reach(text);
      return undefined;
    } catch (error) {
      if (error instanceof TargetRefused) return error.message;
      return 'has a host whose name is not known';
    }
  }

  async post(text: string, posted: Posted): Promise<EgressAnswer> {
    const deadline = AbortSignal.any([posted.signal, AbortSignal.timeout(posted.milliseconds)]);
    const { target, addresses } = await within(deadline, this.reach(text));
    for (const [index, address] of addresses.entries()) {
      try {
        return await send(target, address, { ...posted, signal: deadline });
      } catch (error) {
        const isLast = index === addresses.length - 1;
        if (isLast || !isElsewhere.test(String((error as { code?: string }).code))) throw error;
      }
    }
    throw new Error('The name has no address');
  }

  private async reach(text: string): Promise<{ target: Target; addresses: readonly string[] }> {
    const target = targetOf(text, this.allowed);
    if (isRefusal(target)) throw new TargetRefused(target);
    const addresses = target.isAddress ? [target.host] : await this.addressesOf(target.host);
    for (const address of addresses) {
      const refusal = addressRefusal(address, target, this.allowed);
      if (refusal !== undefined) throw new TargetRefused(refusal);
    }
    return { target, addresses };
  }

  /** Many wait for one look-up: a name server that does not answer must not keep others' names from being looked up. */
  private addressesOf(host: string): Promise<readonly string[]> {
    const known = this.resolving.get(host);
    if (known) return known;
    const resolving = this.resolve(host).finally(() => this.resolving.delete(host));
    this.resolving.set(host, resolving);
    return resolving;
  }
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(signal.reason as Error);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

function send(
  { url, host, isAddress }: Target,
  address: string,
  { headers, body, signal }: Posted,
): Promise<EgressAnswer> {
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestSecurely : requestPlainly)({
      host: address,
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { host: url.host, ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // The certificate is that of the name, not of the address that was connected to.
      ...(isSecure && !isAddress ? { servername: host } : {}),
      agent: false,
      signal,
    });
    request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      let taken = 0;
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        taken += chunk.length;
        if (taken > mostOfAnAnswer) response.destroy();
      });
    });
    request.end(body);
  });
}
