import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@millwright/platform';
import { Client } from 'pg';
import { eventually, testBearer, testToken, useTestDatabase } from '../index.js';
import { StoreProcess } from './store-process.js';

const database = useTestDatabase();
const role = `store_${randomUUID().slice(0, 8)}`;
const running: StoreProcess[] = [];
const asRole = (ownerUrl: string): { url: string; ownerUrl: string } => {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = 'only-for-tests';
  return { url: url.href, ownerUrl };
};
const start = async (place: { url: string; ownerUrl: string }): Promise<StoreProcess> => {
  const replica = await StoreProcess.start(place);
  running.push(replica);
  return replica;
};
const ready = (replica: StoreProcess) => eventually(() => replica.readiness(), { until: (one) => one?.ready === true });

afterEach(async () => {
  for (const replica of running.splice(0)) await replica.kill();
});

const openBin = (url: string, bin: string): Promise<Response> =>
  fetch(`${url}/api/store/v1/bins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': bin, ...testBearer('system:test') },
    body: JSON.stringify({ bin }),
  });

/** Until the lease, if it is not given up, lasts longer than `eventually` waits. Undone by the answer. */
async function stretchLeases(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ schema: string }>(
    `select relnamespace::regnamespace::text as schema from pg_class where relname = 'leases' and relkind = 'r'`,
  );
  const [{ schema }] = rows;
  await client.query(`
    create function ${schema}.stretch() returns trigger language plpgsql as $$ begin
      if new.expires_at > clock_timestamp() then new.expires_at := clock_timestamp() + interval '10 minutes'; end if;
      return new;
    end $$;
    create trigger stretch before update on ${schema}.leases for each row execute function ${schema}.stretch()`);
  await eventually(
    () => client.query(`select from ${schema}.leases where expires_at > clock_timestamp() + interval '5 minutes'`),
    { until: ({ rowCount }) => rowCount === 1, what: 'a lease that was renewed and stretched' },
  );
  return async () => {
    await client.query(
      `drop function ${schema}.stretch cascade; update ${schema}.leases set expires_at = clock_timestamp()`,
    );
    await client.end();
  };
}

/** A request that is sent by halves. */
async function begin(port: number, bin: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const body = JSON.stringify({ bin });
  socket.write(
    `POST /api/store/v1/bins HTTP/1.1\r\nHost: store\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `Idempotency-Key: ${bin}\r\nAuthorization: Bearer ${testToken('system:test')}\r\n\r\n${body.slice(0, 3)}`,
  );
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', (error) => (answer += error.message));
  const closed = once(socket, 'close');
  return { socket, finish: async () => [socket.write(body.slice(3)), await closed, answer][2] as string };
}

describe('a service that is told to stop', () => {
  it('answers all that it is asked, and another replica leads within moments', async () => {
    const place = asRole(database.url);
    const first = await start(place);
    await ready(first);
    const second = await start(place);
    await ready(second);
    const replicas = [first, second];
    const leader = (await first.readiness())?.leader ? first : second;
    const balanced = new Set(replicas);
    const statuses: number[] = [];
    const failures: string[] = [];
    let done = false;
    // As a load balancer does: looks at readiness every 200 ms, and sends on to those that are ready.
    const looking = replicas.map(async (replica) => {
      while (!done) {
        balanced[(await replica.readiness())?.ready ? 'add' : 'delete'](replica);
        await sleep(200);
      }
    });
    const clients = Array.from({ length: 12 }, async (_, client) => {
      for (let n = 0; !done; n++) {
        const target = [...balanced][n % balanced.size] ?? second;
        await openBin(target.url, `C${client}-${n}`).then(
          ({ status }) => statuses.push(status),
          (error: Error) => failures.push(`${error.message} ${String(error.cause)}`),
        );
      }
    });
    const asBefore = await stretchLeases();
    await sleep(1_000);
    const other = leader === first ? second : first;
    leader.signal('SIGTERM');
    await eventually(() => other.readiness(), { until: (one) => one?.leader === true });
    expect(await leader.ended).toBe(0);
    await sleep(500);
    done = true;
    await Promise.all([...clients, ...looking]);
    expect(failures).toEqual([]);
    expect(statuses.filter((status) => status !== 201 && status !== 202)).toEqual([]);
    expect(statuses.length).toBeGreaterThan(100);
    await ready(other);
    await asBefore();
  });

  it('takes a request that has begun to its end, and closes its connection', async () => {
    const store = await start(asRole(database.url));
    await ready(store);
    const idle = connect(store.port, '127.0.0.1');
    await once(idle, 'connect');
    const idleClosed = once(idle, 'close');
    const request = await begin(store.port, 'begun');
    store.signal('SIGTERM');
    await eventually(() => store.readiness(), { until: (one) => one?.ready === false });
    // Not taken any more, from now on.
    await eventually(() => store.readiness(), { until: (one) => one === undefined });
    const answer = await request.finish();
    expect(answer).toMatch(/^HTTP\/1.1 20[12] /);
    expect(answer).toMatch(/connection: close/i);
    await idleClosed;
    expect(await store.ended).toBe(0);
  });

  it.each([700, 1_500])('ends well when it is told %d ms after its start, listening already or not', async (ms) => {
    const store = await start(asRole(database.url));
    await sleep(ms);
    store.signal('SIGTERM');
    expect(await store.ended).toBe(0);
  });

  it('ends at once when it is told twice', async () => {
    const store = await start(asRole(database.url));
    await ready(store);
    const request = await begin(store.port, 'never');
    store.signal('SIGTERM');
    await eventually(() => store.readiness(), { until: (one) => one === undefined });
    store.signal('SIGTERM');
    expect(await store.ended).toBe(1);
    expect(store.said).toContain('second signal');
    request.socket.destroy();
  });
});

describe('a service whose database is away', () => {
  it('starts all the same, says what it waits for, and works when it comes; and again when it went in between', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'millwright-away-'));
    await chmod(directory, 0o711);
    const options = { directory: join(directory, 'postgres'), durable: false };
    let server = await startEmbeddedPostgres(options);
    const place = asRole(server.url('postgres'));
    const { port } = server;
    await server.stop();
    try {
      const store = await start(place);
      const waiting = await eventually(() => store.readiness(), {
        until: (one) => one !== undefined,
      });
      expect(waiting).toMatchObject({
        ready: false,
        waitingFor: [expect.stringMatching(/^(the start|The database at)/)],
      });
      await eventually(() => store.readiness(), {
        until: (one) => one?.waitingFor[0].startsWith('The database at ') ?? false,
      });
      for (const refused of [await openBin(store.url, 'early'), await fetch(`${store.url}/api/store/v1/bins`)]) {
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
        expect(await refused.json()).toMatchObject({
          code: 'unavailable',
          detail: expect.stringContaining('its database'),
        });
      }
      expect((await fetch(`${store.url}/health/live`)).status).toBe(200);

      server = await startEmbeddedPostgres({ ...options, port });
      await ready(store);
      expect((await openBin(store.url, 'early')).status).toBe(201);

      await server.stop();
      await eventually(async () => (await openBin(store.url, 'between')).status, {
        until: (status) => status === 503,
      });
      server = await startEmbeddedPostgres({ ...options, port });
      await eventually(async () => (await openBin(store.url, 'later')).status, {
        until: (status) => status === 201 || status === 200,
      });
      await ready(store);
    } finally {
      for (const store of running.splice(0)) await store.kill();
      await server.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
