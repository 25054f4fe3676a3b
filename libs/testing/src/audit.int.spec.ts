import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve(__dirname, '../bin/audit.mjs');

describe('npm run audit', () => {
  let registry: Server | undefined;
  // npm remembers what it was told of an advisory.
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(join(tmpdir(), 'millwright-npm-'))));
  afterEach(() => {
    registry?.close();
    rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A registry that knows so much of what is vulnerable, and nothing else. */
  async function audited(status: number, advisories: object): Promise<{ code: number | null; said: string }> {
    registry = createServer((request, response) => {
      const isAudit = request.url?.endsWith('/advisories/bulk') ?? false;
      request.resume().on('end', () => {
        response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' });
        response.end(JSON.stringify(isAudit ? advisories : {}));
      });
    }).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, [program, '--registry', url, '--cache', cache], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  const advisory = (severity: string) => ({
    kafkajs: [
      {
        id: 1_000_001,
        url: 'https://advisories.example/1',
        title: 'Made up for this spec',
        severity,
        vulnerable_versions: '*',
        cwe: [],
        cvss: { score: 0, vectorString: null },
      },
    ],
  });

  it('is content where nothing is known', async () => {
    expect(await audited(200, {})).toEqual({ code: 0, said: expect.stringContaining('0 high or critical') });
  });

  it('fails on a high finding in production, and names it', async () => {
    const { code, said } = await audited(200, advisory('high'));
    expect(said).toContain('high  kafkajs: Made up for this spec (1000001, https://advisories.example/1)');
    expect(code).toBe(1);
  });

  it('lets a moderate one pass', async () => {
    expect((await audited(200, advisory('moderate'))).code).toBe(0);
  });

  it('says so where the registry does not answer, and does not pass for good', async () => {
    const { code, said } = await audited(405, { error: 'Method Not Allowed' });
    expect(said).toMatch(/The registry does not answer an audit \(.*\): nothing was checked\./);
    expect(code).toBe(2);
  });
});
