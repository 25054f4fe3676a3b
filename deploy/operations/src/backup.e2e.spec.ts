import { chmod, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { PlantSettings } from '@millwright/platform';
import { type Site, startSite } from '@millwright/site';
import { eventually, testAccess, testBearer } from '@millwright/testing';
import { Client } from 'pg';
import { backUp } from './backup/back-up.js';
import type { BackupHeader } from './backup/backup-format.js';
import { restoreInto } from './backup/restore-into.js';
import { Progress } from './progress.js';

const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];
const silent = new Progress(
  Object.assign(new PassThrough().resume(), { isTTY: false }) as unknown as NodeJS.WriteStream,
);

interface Answered {
  readonly key: string;
  readonly item: string;
  readonly status: number;
  readonly body: string;
}

let place: string;
const at = (name: string): string => join(place, name);
const start = (name: string): Promise<Site> =>
  startSite({ directory: at(name), durable: false, plant: new PlantSettings('BK', 'Europe/Berlin', testAccess()) });

async function makeItem(site: Site, key: string, item: string): Promise<Answered> {
  const response = await fetch(`${site.url}/api/orders/v1/items`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...testBearer('system:test') },
    body: JSON.stringify({ item, revision: 'A', description: 'Wésen\t"\\N"\n', unit: 'C62', tracking: 'lot' }),
  });
  return { key, item, status: response.status, body: await response.text() };
}

async function query<Row>(site: Site, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: site.database.url('millwright') });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const itemsOf = async (site: Site): Promise<object[]> => {
  const found: object[] = [];
  for (let after = ''; ;) {
    const page = (await (
      await fetch(`${site.url}/api/orders/v1/items?limit=500${after}`, { headers: testBearer('system:test') })
    ).json()) as {
      items: object[];
      next?: string;
    };
    found.push(...page.items);
    if (!page.next) return found;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
};

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'millwright-backup-'));
  await chmod(place, 0o711);
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 5 }));

describe('a backup of a site', () => {
  const answered: Answered[] = [];
  let header: BackupHeader;
  let itemsThen: object[];

  it('is made under load, and the plant goes on', async () => {
    const site = await start('first');
    try {
      for (let n = 0; n < 300; n += 20)
        answered.push(
          ...(await Promise.all(Array.from({ length: 20 }, (_, i) => makeItem(site, `k${n + i}`, `I${n + i}`)))),
        );
      let done = false;
      const load = (async () => {
        for (let n = 300; !done; n++) answered.push(await makeItem(site, `k${n}`, `I${n}`));
      })();
      header = await backUp(at('plant.backup'), at('first'), silent);
      done = true;
      await load;
      expect(answered.every(({ status }) => status === 201)).toBe(true);
      expect(header.logs.map(({ service }) => service)).toEqual([...services].sort());
      expect(header).toMatchObject({ site: 'BK', format: 1, postgres: expect.stringMatching(/^\d/) });
      await expect(backUp(at('plant.backup'), at('first'), silent)).rejects.toThrow('exists already');
      itemsThen = await itemsOf(site);
    } finally {
      await site.stop();
    }
  });

  it('is restored elsewhere as one cut, answers repeated keys as before and goes on in a new epoch', async () => {
    await restoreInto(at('plant.backup'), at('second'), silent);
    const site = await start('second');
    try {
      const cut = header.logs.find(({ service }) => service === 'orders')?.position ?? 0;
      const events = await query<{ item: string }>(
        site,
        `select split_part(stream, '/', 3) as item from orders_log.events order by position`,
      );
      expect(events).toHaveLength(cut);
      const kept = answered.filter(({ item }) => events.some((event) => event.item === item));
      // Items were made one after the other: those before the cut are there, without a gap.
      expect(kept.length).toBeGreaterThanOrEqual(300);
      expect(kept.map(({ item }) => item).sort()).toEqual(
        answered
          .slice(0, kept.length)
          .map(({ item }) => item)
          .sort(),
      );
      for (const { key, item, status, body } of kept.slice(-40))
        expect(await makeItem(site, key, item)).toMatchObject({ status, body });
      expect(await query(site, 'select position::int as position, epoch from orders_log.log_head')).toEqual([
        { position: cut, epoch: 2 },
      ]);
      expect(await itemsOf(site)).toEqual(
        itemsThen.filter((one) => events.some(({ item }) => item === (one as { item: string }).item)),
      );

      // What one service had heard the other had recorded.
      for (const listener of services) {
        const unknown = await query(
          site,
          `select meta->'heardFrom' from ${listener}_log.events h where meta->>'eventId' is not null and not exists (
             ${services.map((source) => `select from ${source}_log.events e where h.meta->>'eventId' = '${source}:' || e.epoch || ':' || e.position`).join(' union all ')})`,
        );
        expect([listener, unknown]).toEqual([listener, []]);
      }
      const heardBefore = await query<{ n: number }>(site, 'select count(*)::int as n from inventory_log.events');
      const { status } = await makeItem(site, 'after', 'AFTER');
      expect(status).toBe(201);
      const [last] = await query<{ epoch: number }>(
        site,
        'select epoch from orders_log.events order by position desc limit 1',
      );
      expect(last.epoch).toBe(2);
      await eventually(() => query<{ n: number }>(site, 'select count(*)::int as n from inventory_log.events'), {
        until: ([{ n }]) => n > heardBefore[0].n,
      });
      await expect(restoreInto(at('plant.backup'), at('second'), silent)).rejects.toThrow('is not empty');
    } finally {
      await site.stop();
    }
  });

  it('is made of a site that does not run, too', async () => {
    const { logs } = await backUp(at('stopped.backup'), at('second'), silent);
    expect(logs.every(({ epoch }) => epoch === 2)).toBe(true);
  });

  it.each([
    ['that was cut off', async (file: string) => truncate(file, (await readFile(file)).length - 500), /not complete/],
    ['with a byte changed', (file: string) => changeByte(file), /damaged|not complete/],
    ['that is none', (file: string) => writeFile(file, 'hello'), /no backup of Millwright/],
  ])('%s is refused before anything is made', async (_what, damage, sentence) => {
    const file = at('damaged.backup');
    await writeFile(file, await readFile(at('plant.backup')));
    await damage(file);
    await expect(restoreInto(file, at('third'), silent)).rejects.toThrow(sentence);
    expect((await readdir(place)).filter((name) => name.startsWith('third'))).toEqual([]);
  });
});

async function changeByte(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, Math.floor(size / 2));
  byte[0] ^= 0x10;
  await handle.write(byte, 0, 1, Math.floor(size / 2));
  await handle.close();
}
