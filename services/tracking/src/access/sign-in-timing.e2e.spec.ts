import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlant, type TestPlant } from '@millwright/testing';
import { TrackingModule } from '../tracking.module.js';

const people = 12;
const attemptsOnEach = 2;

/**
 * How often an attempt of the first kind took longer than one of the second: 0.5 where nobody can tell them apart, 0 or 1
 * where everybody can. It looks at ranks alone, so a machine that is slow, or now and then busy, does not move it; with 24 of
 * each, chance leads beyond 0.2 to 0.8 about once in three thousand runs.
 */
function shareOfLonger(some: readonly number[], others: readonly number[]): number {
  const pairs = some.flatMap((one) => others.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  return pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
}

describe('how long it takes to be refused', () => {
  let plant: TestPlant;
  let terminal: string;
  const keys: string[] = [];
  const badge = (n: number) => String(2_000 + n);

  beforeAll(async () => {
    plant = await startPlant([TrackingModule]);
    const administrator = plant.client('system:office', { roles: ['administrator'] });
    const post = async (path: string, body: object): Promise<Record<string, string>> => {
      const answer = await administrator.post(`/api/tracking/v1/${path}`, body);
      expect(answer.status).toBe(201);
      return answer.body as Record<string, string>;
    };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    terminal = (await post('credentials/api-keys', { principal: 'machine:T1', station: 'T1', expiresAt })).key;
    for (let n = 0; n < people; n++) {
      const { person } = await post('people', { badge: badge(n), name: `Person ${n}` });
      await post('credentials/passwords', { person, login: `person-${n}`, password: `a long password ${n}` });
      await post('credentials/pins', { person, pin: `70707${n + 10}` });
      keys.push((await post('credentials/api-keys', { principal: `system:s${n}`, expiresAt })).key);
    }
  });
  afterAll(() => plant?.stop());

  /** A quick machine comes to what one address may ask for a second, and waits for as long as it is told. */
  async function refused(body: object): Promise<number> {
    const begun = performance.now();
    const answer = await fetch(`${plant.url}/api/tracking/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.text();
    const took = performance.now() - begun;
    if (answer.status === 429) {
      await sleep(1_000 * Number(answer.headers.get('retry-after')));
      return refused(body);
    }
    expect(answer.status).toBe(401);
    return took;
  }

  /** In turn, so that what slows the machine down slows both. */
  async function inTurn(known: (n: number) => object, unknown: (n: number) => object): Promise<number> {
    await refused(unknown(-1));
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (let n = 0; n < people * attemptsOnEach; n++) {
      times.known.push(await refused(known(n % people)));
      times.unknown.push(await refused(unknown(n)));
    }
    return shareOfLonger(times.unknown, times.known);
  }

  const expectNobodyCanTell = (share: number): void => {
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  };

  it('does not tell whether the login is known', async () => {
    const guess = (login: string) => ({ grant: 'password', login, password: 'not this one' });
    expectNobodyCanTell(
      await inTurn(
        (n) => guess(`person-${n}`),
        (n) => guess(`nobody-${n}`),
      ),
    );
  });

  it('does not tell whether anybody wears the badge', async () => {
    const guess = (worn: string) => ({ grant: 'pin', key: terminal, badge: worn, pin: '1234567' });
    expectNobodyCanTell(
      await inTurn(
        (n) => guess(badge(n)),
        (n) => guess(`9${badge(n + 100)}`),
      ),
    );
  });

  it('does not tell whether there is a key of this id', async () => {
    const idOf = (key: string): string => key.slice('mw_'.length, 'mw_'.length + 36);
    const secret = randomBytes(32).toString('base64url');
    const guess = (id: string) => ({ grant: 'api-key', key: `mw_${id}_${secret}` });
    const noKey = (n: number) => `00000000-0000-7000-8000-0000000000${String(n + 10).padStart(2, '0')}`;
    expectNobodyCanTell(
      await inTurn(
        (n) => guess(idOf(keys[n])),
        (n) => guess(noKey(n)),
      ),
    );
  });

  it('would tell if there were no hash to compute for a name that nobody has', async () => {
    const withHash: number[] = [];
    const without: number[] = [];
    for (let n = 0; n < people; n++) {
      withHash.push(await refused({ grant: 'password', login: `somebody-${n}`, password: 'not this one' }));
      without.push(await refused({ grant: 'api-key', key: `mw_${'0'.repeat(36)}_${'A'.repeat(43)}` }));
    }
    expect(shareOfLonger(withHash, without)).toBeGreaterThan(0.9);
  });
});
