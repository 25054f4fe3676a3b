import { Session, type Role } from '@millwright/platform';
import { eventually } from './eventually.js';

export interface FirstKeyOptions {
  /** Where each service answers. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Where tracking answers later, where its processes come and go. */
  readonly signsInAt?: () => string;
  readonly administratorPassword: string;
  /** Whose key it becomes. */
  readonly principal: string;
  readonly roles: readonly Role[];
  readonly say?: (message: string) => void;
}

/** What whoever sets up a plant does first, over the API: signs in as its administrator, gives a system its roles, and issues its key. */
export async function firstKey(options: FirstKeyOptions): Promise<Session> {
  const { addresses, administratorPassword: password, principal, roles, say } = options;
  const { tracking } = addresses;
  const administrator = new Session(tracking, { grant: 'password', login: 'administrator', password });
  await known(addresses, administrator, ['administrator']);
  const post = async (path: string, body: object): Promise<{ key: string; credential: string }> => {
    const response = await fetch(`${tracking}/api/tracking/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await administrator.headers()) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} was answered with ${response.status}: ${text}`);
    return JSON.parse(text) as { key: string; credential: string };
  };
  for (const role of roles) await post('grants', { principal, role });
  const expiresAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const { key, credential } = await post('credentials/api-keys', { principal, expiresAt });
  say?.(`The administrator has made ${principal} ${roles.join(' and ')} and issued its key ${credential}.`);
  const session = new Session(options.signsInAt ?? tracking, { grant: 'api-key', key });
  await known(addresses, session, roles);
  return session;
}

/** Every service has heard of it. */
async function known(
  addresses: Readonly<Record<string, string>>,
  session: Session,
  roles: readonly Role[],
): Promise<void> {
  const headers = await session.headers();
  for (const [service, url] of Object.entries(addresses)) {
    await eventually(
      async () => {
        const answer = await fetch(`${url}/api/${service}/v1/access/me`, { headers });
        return answer.ok ? ((await answer.json()) as { grants: { role: Role }[] }).grants : [];
      },
      {
        until: (grants) => roles.every((one) => grants.some(({ role }) => role === one)),
        what: `${service} to know who has which role`,
        everyMs: 50,
      },
    );
  }
}
