import type { DataSource } from 'typeorm';
import { AccessList } from './access-list.js';
import type { Principal } from './principal.js';

const anna: Principal = { id: 'person:a', credentials: ['c-1'], vouchedRoles: [], signedBy: 'k-1', expiresAt: 9e9 };
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();

/** What the tables of the service hold. */
async function heard(rows: object): Promise<AccessList> {
  const database = { isInitialized: true, query: async () => [{ revision: 1, ...rows }] };
  const list = new AccessList(database as unknown as DataSource, () => undefined);
  await list.look();
  return list;
}
const granted = (role: string, work_centers: string[] | null = null) => ({ principal: anna.id, role, work_centers });

describe('who may', () => {
  it('nobody, before anything was heard', () => {
    const list = new AccessList({ isInitialized: false } as DataSource, () => undefined);
    expect(list.verdict(anna, 'orders.read')).toBe('missing');
    expect(list.isAlive(anna)).toBe(false);
  });

  it('what one of the roles holds, and nothing by a role that is not known', async () => {
    const list = await heard({ grants: [granted('operator'), granted('emperor')] });
    expect(list.verdict(anna, 'execution.work')).toBe('granted');
    expect(list.verdict(anna, 'orders.release')).toBe('missing');
    expect(list.verdict({ ...anna, id: 'person:b' }, 'execution.work')).toBe('missing');
  });

  it('at the work centers of the grant alone, but looks everywhere', async () => {
    const list = await heard({ grants: [granted('operator', ['A', 'B'])] });
    expect(list.verdict(anna, 'execution.work', 'A')).toBe('granted');
    expect(list.verdict(anna, 'execution.work', 'C')).toBe('elsewhere');
    expect(list.verdict(anna, 'execution.work')).toBe('elsewhere');
    expect(list.verdict(anna, 'execution.read')).toBe('granted');
    expect(list.isBound(anna)).toBe(true);
  });

  it('no more than the key allows', async () => {
    const list = await heard({ grants: [granted('operator'), granted('planner')] });
    const limited = { ...anna, limitedTo: { roles: ['operator' as const], workCenters: ['A'] } };
    expect(list.verdict(limited, 'orders.plan')).toBe('missing');
    expect(list.verdict(limited, 'execution.work', 'A')).toBe('granted');
    expect(list.verdict(limited, 'execution.work', 'B')).toBe('elsewhere');
  });

  it('a role that a provider vouches for counts where no grant was heard', async () => {
    const list = await heard({});
    expect(list.verdict({ ...anna, vouchedRoles: ['auditor'] }, 'access.audit')).toBe('granted');
  });
});

describe('a token', () => {
  const keys = [{ key: 'k-1', public_key: 'x', usable_until: inAnHour }];
  it('is alive with its key and its credentials, and dies with each of them', async () => {
    expect((await heard({ keys })).isAlive(anna)).toBe(true);
    expect((await heard({ keys, revoked: ['c-1'] })).isAlive(anna)).toBe(false);
    expect((await heard({ keys, revoked: ['k-1'] })).isAlive(anna)).toBe(false);
    expect((await heard({ keys: [{ ...keys[0], usable_until: anHourAgo }] })).isAlive(anna)).toBe(false);
    expect((await heard({})).isAlive({ ...anna, signedBy: undefined })).toBe(true);
  });
});
