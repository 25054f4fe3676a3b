import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from '@millwright/platform';
import { Client } from 'pg';
import { eventually, freePort, useTestDatabase } from '../index.js';
import { StoreProcess } from './store-process.js';

const database = useTestDatabase();
const role = `store_${randomUUID().slice(0, 8)}`;
const running: StoreProcess[] = [];
afterEach(async () => {
  for (const store of running.splice(0)) await store.kill();
});

type Change = Partial<Record<'username' | 'password' | 'port' | 'pathname', string>>;
const changed = (of: string, change: Change): string => Object.assign(new URL(of), change).href;
const asRole = (change: Change = {}): string => changed(database.url, { username: role, password: 'right', ...change });

async function start(
  environment: Readonly<Record<string, string>>,
  { url = asRole(), ownerUrl = '', args = [] as readonly string[] } = {},
): Promise<StoreProcess> {
  const store = await StoreProcess.start({ url, ownerUrl }, { environment, args });
  running.push(store);
  return store;
}

const sentencesOf = (readiness: Readiness | undefined): string =>
  [...(readiness?.waitingFor ?? []), ...(readiness?.troubledBy ?? [])].join('\n');

/** The messages in its log; a stack is in none of them. */
const messages = (store: StoreProcess): readonly string[] => {
  expect(store.said).not.toContain('    at ');
  return store.said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
};

const inReadiness = (store: StoreProcess, sentence: RegExp): Promise<Readiness | undefined> =>
  eventually(() => store.readiness(), { until: (now) => sentence.test(sentencesOf(now)) });

/** Waits, says why in readiness, and says so once in the log however often it tries. */
async function waitsFor(store: StoreProcess, sentence: RegExp): Promise<void> {
  expect(await inReadiness(store, sentence)).toMatchObject({ ready: false });
  await sleep(2_000);
  expect(messages(store).filter((message) => sentence.test(message))).toHaveLength(1);
}

const ready = (store: StoreProcess): Promise<Readiness | undefined> =>
  eventually(() => store.readiness(), { until: (now) => now?.ready === true });

async function asOwner(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe('a service that is set wrongly', () => {
  it('ends at once and says all that is wrong, a sentence each', async () => {
    const store = await start({ MILLWRIGHT_SIET: 'NH', MILLWRIGHT_TIME_ZONE: 'Berlin' });
    expect(await store.ended).toBe(1);
    expect(messages(store)).toEqual([
      'MILLWRIGHT_SIET is no setting of Millwright; did you mean MILLWRIGHT_SITE?',
      'MILLWRIGHT_TIME_ZONE is Berlin; it should be an IANA time zone such as Europe/Berlin',
    ]);
  });

  it('or whose secret is missing, too', async () => {
    const store = await start({ MILLWRIGHT_DATABASE_URL_FILE: '/run/secrets/nowhere' }, { url: '' });
    expect(await store.ended).toBe(1);
    expect(messages(store)).toEqual([
      expect.stringContaining('MILLWRIGHT_DATABASE_URL_FILE names the file /run/secrets/nowhere, which cannot be read'),
    ]);
  });
});

describe('a service that cannot use its database', () => {
  const forgetTheNewer = (): Promise<void> =>
    asOwner(`do $$ begin
      if to_regclass('store.read_model_migrations') is null then return; end if;
      delete from store_log.log_migrations where number = 99;
      delete from store.read_model_migrations where timestamp = 9;
    end $$`);
  afterEach(forgetTheNewer);

  const migrated = async (): Promise<void> => {
    const store = await start({}, { ownerUrl: database.url, args: ['migrate'] });
    expect([await store.ended, store.said]).toEqual([0, expect.anything()]);
  };

  it('because the database is away, waits for it', async () => {
    const port = String(await freePort());
    await waitsFor(await start({}, { url: asRole({ port }) }), new RegExp(`127\\.0\\.0\\.1:${port} does not answer: `));
  });

  it('because it is not there, waits for it', async () => {
    const store = await start({}, { url: changed(database.url, { pathname: '/nowhere' }) });
    await waitsFor(
      store,
      /^There is no database nowhere at .*: create it, or name another one in MILLWRIGHT_DATABASE_URL$/,
    );
  });

  it('because nobody has migrated it, waits for that', async () => {
    await asOwner(`create role "${role}" login password 'right'`);
    await waitsFor(await start({}), /^The log of store has not been made: run main\.js migrate/);
  });

  it('because of a wrong password, waits, and so does not migrate', async () => {
    await migrated();
    const sentence = `refuses the user ${role}: check the user and the password in MILLWRIGHT_DATABASE_URL `;
    const store = await start({}, { url: asRole({ password: 'wrong-one' }) });
    await waitsFor(store, new RegExp(sentence));
    expect(store.said).not.toContain('wrong-one');
    const migration = await start({}, { ownerUrl: changed(database.url, { password: 'wrong' }), args: ['migrate'] });
    expect(await migration.ended).toBe(1);
    expect(messages(migration)).toEqual([expect.stringContaining('and the password in MILLWRIGHT_DATABASE_OWNER_URL')]);
  });

  it.each(['null', '99'])('because its log is of a newer version that suits from step %s, waits', async (suits) => {
    await asOwner(`insert into store_log.log_migrations (number, suits) values (99, ${suits})`);
    const store = await start({}, { ownerUrl: database.url });
    await waitsFor(
      store,
      /^The log of store is at step 99 of a newer version .* cannot work on it: run the newer version/,
    );
  });

  it('works on one that a newer version has only added to, and says so', async () => {
    await asOwner(`insert into store_log.log_migrations (number, suits) values (99, 5);
      insert into store.read_model_migrations (timestamp, name) values (9, 'ShelfRow9999999999999')`);
    const store = await start({}, { ownerUrl: database.url });
    const readiness = await ready(store);
    expect(readiness?.troubledBy).toEqual([
      expect.stringContaining('is at step 99 of a newer version of Millwright'),
      expect.stringContaining('which this one does not know: ShelfRow9999999999999'),
    ]);
    expect(messages(store)).toEqual(expect.arrayContaining([...(readiness?.troubledBy ?? [])]));
  });
});

describe('a service that loses', () => {
  let road: Road;
  beforeEach(async () => void (road = await Road.to(Number(new URL(database.url).port))));
  afterEach(() => road.close());

  it('its database is not ready, whether it leads or not, says why, and comes back by itself', async () => {
    const url = asRole({ port: String(road.port) });
    const replicas = [await start({}, { url, ownerUrl: database.url }), await start({}, { url })];
    for (const replica of replicas) await ready(replica);
    await road.close();
    const sentence = new RegExp(`^The database at 127\\.0\\.0\\.1:${road.port} does not answer: `, 'm');
    for (const replica of replicas) expect(await inReadiness(replica, sentence)).toMatchObject({ ready: false });
    await sleep(4_000);
    for (const replica of replicas) {
      const said = messages(replica).filter((message) => sentence.test(message));
      expect(new Set(said).size).toBe(said.length);
    }
    await road.open();
    for (const replica of replicas) await ready(replica);
  });

  it('or never finds its brokers works on, and says so in its readiness and in its log', async () => {
    const port = await freePort();
    const store = await start({ MILLWRIGHT_KAFKA_BROKERS: `127.0.0.1:${port}` }, { ownerUrl: database.url });
    const sentence = new RegExp(`Kafka at 127\\.0\\.0\\.1:${port} cannot be reached: .*ECONNREFUSED`);
    expect(await inReadiness(store, sentence)).toMatchObject({ ready: true });
    await sleep(4_000);
    expect(messages(store).filter((message) => sentence.test(message))).toHaveLength(1);
  });
});

/** A way to a server that can be closed. */
class Road {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  port = 0;

  private constructor(private readonly target: number) {}

  static async to(target: number): Promise<Road> {
    const road = new Road(target);
    await road.open();
    return road;
  }

  async open(): Promise<void> {
    this.server = createServer((from) => {
      const to = connect(this.target, '127.0.0.1');
      for (const [one, other] of [
        [from, to],
        [to, from],
      ]) {
        this.sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
        one.pipe(other);
      }
    });
    await new Promise<void>((done) => this.server?.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server?.close(done) ?? done(undefined));
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}
