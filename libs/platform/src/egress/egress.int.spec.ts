import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { AllowedTargets } from './allowed-targets.js';
import { Egress, TargetRefused, type Posted } from './egress.js';

const servers: Server[] = [];
const posted = (milliseconds = 2_000): Posted => ({
  headers: { 'content-type': 'application/json' },
  body: '{"größe":1}',
  milliseconds,
  signal: new AbortController().signal,
});

const listen = async (server: Server): Promise<number> => {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

afterEach(() => servers.splice(0).forEach((server) => server.close()));

describe('the way out', () => {
  it('connects to the address that was judged, in the name that was asked for', async () => {
    const seen: { url?: string; headers: IncomingHttpHeaders; body: string }[] = [];
    const port = await listen(
      createServer(async (request, response) => {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        seen.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(202, { 'retry-after': '7' }).end();
      }),
    );
    const egress = new Egress(new AllowedTargets(['erp.plant.local']), async () => ['127.0.0.1']);
    const answer = await egress.post(`http://erp.plant.local:${port}/hooks?plant=NH`, posted());
    expect(answer).toEqual({ status: 202, retryAfter: '7' });
    expect(seen).toMatchObject([
      {
        url: '/hooks?plant=NH',
        body: '{"größe":1}',
        headers: { host: `erp.plant.local:${port}`, 'content-length': '13', connection: 'close' },
      },
    ]);
  });

  it('looks a name up anew for each sending, and sends nothing once it leads inside', async () => {
    let sent = 0;
    const port = await listen(createServer((_request, response) => void [sent++, response.end()]));
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '169.254.169.254'], ['::ffff:169.254.169.254']];
    const egress = new Egress(new AllowedTargets(['erp.plant.local']), async () => answers.shift() ?? []);
    const url = `http://erp.plant.local:${port}/`;
    expect(await egress.post(url, posted())).toMatchObject({ status: 200 });
    for (let n = 0; n < 3; n++) await expect(egress.post(url, posted())).rejects.toBeInstanceOf(TargetRefused);
    expect(sent).toBe(1);
  });

  it('is the same at the save: a public name that leads to a private address is refused', async () => {
    const egress = new Egress(new AllowedTargets(), async (host) =>
      host === 'bad.acme.com' ? ['10.0.0.1'] : ['8.8.8.8'],
    );
    expect(await egress.refusal('https://bad.acme.com/')).toContain('not public');
    expect(await egress.refusal('https://good.acme.com/')).toBeUndefined();
    const lost = new Egress(new AllowedTargets(), () => Promise.reject(new Error('ENOTFOUND')));
    expect(await lost.refusal('https://good.acme.com/')).toContain('not known');
  });

  it('tries the next address where nobody listens', async () => {
    const port = await listen(createServer((_request, response) => void response.end()));
    const egress = new Egress(new AllowedTargets(['erp.plant.local']), async () => ['127.0.0.9', '127.0.0.1']);
    expect(await egress.post(`http://erp.plant.local:${port}/`, posted())).toMatchObject({ status: 200 });
  });

  it.each([
    ['says nothing', () => undefined],
    ['trickles its headers', (write: (text: string) => void) => write('HTTP/1.1 200 OK\r\nx-slow: ')],
  ])('gives up on one that %s', async (what, behave) => {
    const port = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined);
        behave((text) => socket.write(text));
        const trickle = setInterval(() => socket.write('a'), 20);
        socket.on('close', () => clearInterval(trickle));
        if (what === 'says nothing') clearInterval(trickle);
      }),
    );
    const egress = new Egress(new AllowedTargets(['127.0.0.1']));
    const begunAt = performance.now();
    await expect(egress.post(`http://127.0.0.1:${port}/`, posted(300))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - begunAt).toBeLessThan(20_000);
  });

  it('gives up on a name server that says nothing, and asks it once for many', async () => {
    let asked = 0;
    const egress = new Egress(new AllowedTargets(['erp.plant.local']), () => {
      asked++;
      return new Promise(() => undefined);
    });
    const waiting = Array.from({ length: 5 }, () => egress.post('http://erp.plant.local/', posted(200)));
    const ended = await Promise.allSettled(waiting);
    expect(ended.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
    expect(asked).toBe(1);
  });

  it('takes only the beginning of a long answer', async () => {
    let written = 0;
    const port = await listen(
      createServer((_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          while (written < 100_000_000 && !response.destroyed) {
            written += 65_536;
            if (!response.write('x'.repeat(65_536))) return void response.once('drain', more);
          }
        };
        more();
      }),
    );
    const egress = new Egress(new AllowedTargets(['127.0.0.1']));
    expect(await egress.post(`http://127.0.0.1:${port}/`, posted())).toMatchObject({ status: 200 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written).toBeLessThan(20_000_000);
  });
});
