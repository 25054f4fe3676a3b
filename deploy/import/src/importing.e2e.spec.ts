import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { PlantSettings, Session } from '@millwright/platform';
import { testAccess } from '@millwright/testing';
import { type Site, startSite } from '@millwright/site';
import { type Imported, importLog } from './importing.js';
import { readLogFile } from './log-file.js';
import { columns } from './log-row.js';
import { Progress } from './progress.js';

const zone = 'Europe/Berlin';
const silent = (): Progress =>
  new Progress(Object.assign(new PassThrough().resume(), { isTTY: false }) as unknown as NodeJS.WriteStream);

describe('importing a shop-floor log', () => {
  let directory: string;
  let site: Site;
  let key: string;
  let session: Session;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-import-'));
    await chmod(directory, 0o711);
    site = await startSite({ directory, plant: new PlantSettings('NH', zone, testAccess()), durable: false });
    key = await site.keyFor('system:import', 'integrator');
    session = new Session(site.url, { grant: 'api-key', key });
  });
  afterAll(async () => {
    await site?.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  const importFile = async (file: string): Promise<Imported> =>
    importLog(
      { file, log: await readLogFile(file, { zone, now: new Date().toISOString() }), url: site.url, session, zone },
      silent(),
    );
  const example = async (name: string): Promise<string> => {
    const copy = join(directory, name);
    await copyFile(resolve(__dirname, '../examples', name), copy);
    return copy;
  };
  const differing = ({ reconciliation }: Imported) => reconciliation.filter(({ equal }) => !equal);

  it('enters every row, lists what a rule would have refused, and agrees with the read models', async () => {
    const imported = await importFile(await example('workshop.csv'));
    expect(differing(imported)).toEqual([]);
    expect(imported).toMatchObject({
      ok: true,
      rows: 40,
      imported: 40,
      alreadyThere: 0,
      rejected: 0,
      besidesOthers: false,
    });
    const exceptions = Object.fromEntries(imported.exceptions.map(({ code, rows }) => [code, rows]));
    expect(exceptions).toMatchObject({
      'no-duration': 1,
      'over-completion': expect.any(Number),
      'machine-overlap': expect.any(Number),
    });
  });

  it('enters nothing twice', async () => {
    const again = await importFile(join(directory, 'workshop.csv'));
    expect(differing(again)).toEqual([]);
    expect(again).toMatchObject({
      ok: true,
      rows: 40,
      imported: 0,
      alreadyThere: 40,
      rejected: 0,
      besidesOthers: false,
    });
  });

  it('puts what cannot be a fact into a file with line and reason, and enters the rest', async () => {
    const file = await example('workshop-with-broken-rows.csv');
    const imported = await importFile(file);
    expect(differing(imported)).toEqual([]);
    expect(imported).toMatchObject({ ok: true, rows: 12, imported: 2, rejected: 10, besidesOthers: true });
    const lines = (await readFile(`${file}.rejected.csv`, 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(11);
    expect(lines[1]).toMatch(/^3,2024-02-30T06:00:00 does not exist in any calendar,WS-201,Valve Body/);
    expect(lines[8]).toMatch(/^10,"?work_order WS-201 is for 10 Valve Body in line 2/);
    expect(lines[10]).toContain(`'=cmd()`);
  });

  it('ends in the same state when it was killed in the middle and run again', async () => {
    const file = join(directory, 'long.csv');
    await writeFile(file, longLog(1500));
    await killedInTheMiddle(file, site.url, key);
    const imported = await importFile(file);
    expect(differing(imported)).toEqual([]);
    expect(imported).toMatchObject({ ok: true, rows: 1500, rejected: 0 });
    expect(imported.alreadyThere).toBeGreaterThan(0);
    expect(imported.imported + imported.alreadyThere).toBe(1500);
    expect(await importFile(file)).toMatchObject({ ok: true, imported: 0, alreadyThere: 1500 });
  });
});

/** Made up: many orders on a few machines, one report an hour each. */
function longLog(rows: number): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const hour = String(6 + (n % 16)).padStart(2, '0');
    const day = String(1 + (Math.floor(n / 16) % 28)).padStart(2, '0');
    return `L-${n % 60},Part ${(n % 60) % 7},50,Step ${n % 3},Machine ${n % 5},W${n % 9},run,2023-05-${day}T${hour}:00,2023-05-${day}T${hour}:50,${n % 4},0,0,`;
  });
  return [columns.join(','), ...lines].join('\n');
}

/** As kill -9, when the first reports have been entered. */
async function killedInTheMiddle(file: string, url: string, key: string): Promise<void> {
  const program = resolve(__dirname, '../dist/main.js');
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first.`);
  const importer = spawn(process.execPath, [program, file, '--url', url, '--zone', zone], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MILLWRIGHT_API_KEY: key },
  });
  const ended = new Promise((done) => importer.once('exit', done));
  importer.stderr.on('data', (text: Buffer) => /reports: \d+/.test(text.toString()) && importer.kill('SIGKILL'));
  await ended;
}
