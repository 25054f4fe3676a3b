import { startPlant, testBearer, type TestPlant } from '../index.js';
import { RawConnection } from './raw-connection.js';
import { StoreModule } from './store.module.js';

const bins = '/api/store/v1/bins';

describe('a client that sends a byte now and then', () => {
  let plant: TestPlant;
  const open: RawConnection[] = [];
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
  });
  afterAll(async () => {
    for (const connection of open) connection.close();
    await plant.stop();
  });

  const connection = (): RawConnection => {
    const one = new RawConnection(plant.url);
    open.push(one);
    return one;
  };
  const { authorization } = testBearer('system:slow');
  const head = (more: string): string => `POST ${bins} HTTP/1.1\r\nHost: plant\r\n${more}`;
  const withBody = head(
    `Authorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"bin":"`,
  );

  it('is told so within its bound and hung up on, and keeps nobody waiting', async () => {
    const headers = connection().say(head('X-Slow: ')).drip('x', 500).answer;
    const bodies = Array.from({ length: 200 }, () => connection().say(withBody).drip('x', 500).answer);
    const silent = Array.from({ length: 200 }, () => connection().answer);

    const latencies: number[] = [];
    for (let n = 0; n < 50; n++) {
      const begun = performance.now();
      expect((await plant.client().post(bins, { bin: `B-${n}` })).status).toBe(201);
      latencies.push(performance.now() - begun);
    }
    // With all of them waiting behind four hundred others it would be the time of those.
    expect(latencies.sort((a, b) => a - b)[25]).toBeLessThan(1_000);

    const refused = { status: 408, body: expect.stringContaining('"code":"request-timeout"') };
    const slowHead = await headers;
    expect(slowHead).toMatchObject({ ...refused, headers: { 'content-type': 'application/problem+json' } });
    expect(slowHead.milliseconds).toBeGreaterThan(9_000);
    expect(slowHead.milliseconds).toBeLessThan(20_000);
    for (const answer of await Promise.all(bodies)) {
      expect(answer).toMatchObject(refused);
      expect(answer.milliseconds).toBeGreaterThan(19_000);
      expect(answer.milliseconds).toBeLessThan(35_000);
    }
    for (const { milliseconds } of await Promise.all(silent)) expect(milliseconds).toBeLessThan(35_000);
  });

  it('is not waited for where nobody knows who it is', async () => {
    const begun = Date.now();
    const anonymous = new RawConnection(plant.url).say(
      head('Content-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{'),
    );
    expect((await anonymous.answer).status).toBe(401);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});
