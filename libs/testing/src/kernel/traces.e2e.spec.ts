import { AllowedTargets } from '@millwright/platform';
import {
  eventually,
  freePort,
  Receiver,
  startPlant,
  TraceReceiver,
  type ReceivedSpan,
  type TestPlant,
} from '../index.js';
import { TellingStoreModule } from './store.module.js';

const traceparent = (trace: string, flags: string): Record<string, string> => ({
  traceparent: `00-${trace}-00f067aa0ba902b7-${flags}`,
});
const first = '4bf92f3577b34da6a3ce929d0e0e4736';
const url = '/api/store/v1/bins';

describe('traces of a service', () => {
  let collector: TraceReceiver;
  let plant: TestPlant;
  let hook: Receiver;
  beforeAll(async () => {
    collector = await TraceReceiver.start();
    hook = await Receiver.start();
    plant = await startPlant([TellingStoreModule], {
      telemetry: { otlpUrl: collector.url, traceShare: 0 },
      webhooks: { allowed: new AllowedTargets(['127.0.0.1']), schedule: [60], attemptMilliseconds: 2_000 },
    });
  });
  afterAll(async () => {
    await plant?.stop();
    await hook?.stop();
    await collector?.stop();
  });

  const spanOf = async (trace: string, name: string): Promise<ReceivedSpan> => {
    const find = (): ReceivedSpan | undefined => collector.trace(trace).find((span) => span.name === name);
    return (await eventually(find, {
      until: (found) => found !== undefined,
      what: `${name} of ${trace}`,
    })) as ReceivedSpan;
  };

  it('go from the request that a caller has traced to all that is done on its behalf', async () => {
    await plant.client().post(url, { bin: 'A' }, traceparent(first, '01'));
    const request = await spanOf(first, `POST ${url}`);
    expect(request).toMatchObject({
      service: 'store',
      kind: 'SERVER',
      parentSpanId: '00f067aa0ba902b7',
      failed: false,
    });
    expect(request.attributes).toMatchObject({ 'http.route': url, 'http.response.status_code': 201 });
    const command = await spanOf(first, 'command open-bin');
    expect(command).toMatchObject({ kind: 'INTERNAL', parentSpanId: request.spanId });
    expect(command.attributes).toMatchObject({ 'millwright.outcome': 'accepted', 'millwright.position': 1 });
    for (const [name, kind] of [
      ['append', 'CLIENT'],
      ['project', 'CLIENT'],
      ['publish store', 'PRODUCER'],
    ])
      expect(await spanOf(first, name)).toMatchObject({ kind, parentSpanId: command.spanId, links: [] });
  });

  it('name the route, not the address, and leave out what the caller has not traced and the share has not drawn', async () => {
    const traced = '5bf92f3577b34da6a3ce929d0e0e4736';
    await plant.client().get(`${url}/A`, traceparent('6bf92f3577b34da6a3ce929d0e0e4736', '00'));
    await plant.client().get(`${url}/A`);
    await plant.client().get('/api/store/v1/nowhere', traceparent(traced, '01'));
    await plant.client().get(`${url}/none`, traceparent(traced, '01'));
    const { attributes } = await spanOf(traced, `GET ${url}/:bin`);
    expect(attributes).toMatchObject({ 'url.path': `${url}/none`, 'http.response.status_code': 404 });
    expect(collector.trace(traced)).toHaveLength(1);
    expect(collector.spans.filter(({ name }) => name.startsWith('GET'))).toHaveLength(1);
  });

  it('of commands that one call has recorded together link to that call, and it to them', async () => {
    const traces = Array.from({ length: 40 }, (_, index) => `${String(index).padStart(2, '0')}${first.slice(2)}`);
    await Promise.all(
      traces.map((trace, index) => plant.client().post(url, { bin: `T${index}` }, traceparent(trace, '01'))),
    );
    const appends = await Promise.all(traces.map((trace) => spanOf(trace, 'append')));
    const calls = await eventually(() => collector.spans.filter(({ name }) => name === 'append together'), {
      until: (found) => found.length > 0,
    });
    for (const call of calls) {
      const within = appends.filter(({ links }) => links.some(({ spanId }) => spanId === call.spanId));
      expect(within.length).toBeGreaterThan(1);
      expect(call.parentSpanId).toBe('');
      expect(call.links.map(({ spanId }) => spanId).sort()).toEqual(
        within.map(({ parentSpanId }) => parentSpanId).sort(),
      );
    }
  });

  it('go on to a webhook, with what it failed with', async () => {
    const trace = '7bf92f3577b34da6a3ce929d0e0e4736';
    const made = await plant
      .client()
      .post('/api/store/v1/webhooks', { url: hook.url, types: ['millwright.store.bin-opened.v1'] });
    expect(made.status).toBe(201);
    hook.behave = (response) => void response.writeHead(503).end();
    await plant.client().post(url, { bin: 'W' }, traceparent(trace, '01'));
    const sent = await spanOf(trace, 'POST webhook');
    expect(sent).toMatchObject({ kind: 'CLIENT', parentSpanId: (await spanOf(trace, 'command open-bin')).spanId });
    expect(sent.attributes).toMatchObject({ 'http.response.status_code': 503, 'server.address': '127.0.0.1' });
    expect(sent.failed).toBe(true);
    expect(hook.messages[0].headers.traceparent).toBe(`00-${trace}-${sent.spanId}-01`);
  });
});

describe('a collector of traces that is away', () => {
  it('is told of once, and holds up neither the plant nor its end', async () => {
    const lines: { level: number; msg: string }[] = [];
    const log = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[0]) };
    const otlpUrl = `http://127.0.0.1:${await freePort()}`;
    const plant = await startPlant([TellingStoreModule], { telemetry: { otlpUrl, traceShare: 1 }, log });
    const warnings = (): string[] => lines.filter(({ level }) => level === 40).map(({ msg }) => msg);
    for (let round = 0; round < 5; round++) {
      for (let bin = 0; bin < 5; bin++)
        expect((await plant.client().post(url, { bin: `${round}-${bin}` })).status).toBe(201);
      await eventually(warnings, { until: (said) => said.length > 0 });
    }
    const begun = Date.now();
    await plant.stop();
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(warnings()).toEqual([`Traces do not reach ${otlpUrl}; those that find no room are dropped`]);
  });
});
