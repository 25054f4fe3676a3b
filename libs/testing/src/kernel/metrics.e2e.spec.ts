import { AllowedTargets } from '@millwright/platform';
import { answer, eventually, Receiver, startPlant, take, type TestPlant } from '../index.js';
import { TellingStoreModule } from './store.module.js';

const valueOf = (text: string, sample: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
};

describe('what Prometheus reads of a service', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([TellingStoreModule], {
      webhooks: { allowed: new AllowedTargets(['127.0.0.1']), schedule: [0.2, 0.4, 0.6], attemptMilliseconds: 1_000 },
    });
  });
  afterAll(() => plant.stop());

  it('is that it is ready, leads, and how far its log and what follows it are', async () => {
    await plant.client().post('/api/store/v1/bins', { bin: 'A' });
    const text = await eventually(() => plant.metrics(), {
      until: (found) => valueOf(found, 'millwright_read_model_lag_events{service="store",read_model="bins"}') === 0,
    });
    expect(valueOf(text, 'millwright_ready{service="store"}')).toBe(1);
    expect(valueOf(text, 'millwright_leader{service="store"}')).toBe(1);
    expect(valueOf(text, 'millwright_log_position{service="store"}')).toBe(1);
    expect(valueOf(text, 'millwright_append_duration_seconds_count{service="store"}')).toBeGreaterThan(0);
  });

  it('counts requests by route, not by address, and an address that leads nowhere as one', async () => {
    for (const bin of ['A', 'B', 'C']) await plant.client().get(`/api/store/v1/bins/${bin}`);
    for (const path of ['/wp-admin', '/.env', '/health/ready']) await plant.client().get(path);
    const text = await plant.metrics();
    const count = (labels: string) => valueOf(text, `millwright_http_request_duration_seconds_count{${labels}}`);
    expect(count('service="store",method="GET",route="/api/store/v1/bins/:bin",status="200"')).toBe(1);
    expect(count('service="store",method="GET",route="/api/store/v1/bins/:bin",status="404"')).toBe(2);
    expect(text).not.toContain('wp-admin');
    expect(count('service="",method="GET",route="/health/ready",status="200"')).toBe(1);
  });

  it('says of webhooks how many there are, which do not take what they are sent, and how often', async () => {
    const hook = await Receiver.start();
    hook.behave = (response) => void response.writeHead(503).end();
    await plant.client().post('/api/store/v1/webhooks', { url: hook.url, types: ['millwright.store.bin-opened.v1'] });
    const value = async (sample: string) => valueOf(await plant.metrics(), sample);
    expect(await value('millwright_webhooks{service="store",status="enabled"}')).toBe(1);
    expect(await value('millwright_webhooks_failing{service="store"}')).toBe(0);
    expect(await value('millwright_webhook_attempts_total{service="store",outcome="failed"}')).toBe(0);
    await plant.client().post('/api/store/v1/bins', { bin: 'W1' });
    const becomes = (sample: string, wanted: number) =>
      eventually(() => value(sample), { until: (found) => found === wanted, what: `${sample} ${wanted}` });
    await becomes('millwright_webhook_attempts_total{service="store",outcome="failed"}', 1);
    await becomes('millwright_webhooks_failing{service="store"}', 1);
    hook.behave = take;
    await becomes('millwright_webhook_attempts_total{service="store",outcome="delivered"}', 1);
    await becomes('millwright_webhooks_failing{service="store"}', 0);
    hook.behave = answer(410);
    await plant.client().post('/api/store/v1/bins', { bin: 'W2' });
    await becomes('millwright_webhook_attempts_total{service="store",outcome="gone"}', 1);
    await becomes('millwright_webhooks{service="store",status="disabled"}', 1);
    expect(await value('millwright_webhooks{service="store",status="enabled"}')).toBe(0);
    await hook.stop();
  });

  it('shows each pool of connections, what the process itself waits for, and that all is published', async () => {
    const text = await eventually(() => plant.metrics(), {
      until: (found) => valueOf(found, 'millwright_relay_lag_events{service="store"}') === 0,
    });
    for (const pool of ['log', 'append', 'read-models']) {
      const of = (state: string) =>
        valueOf(text, `millwright_pool_connections{service="store",pool="${pool}",state="${state}"}`);
      expect(Number(of('idle')) + Number(of('busy'))).toBeGreaterThan(0);
      expect(valueOf(text, `millwright_pool_waiting{service="store",pool="${pool}"}`)).toBe(0);
    }
    expect(valueOf(text, 'millwright_relay_lag_seconds{service="store"}')).toBe(0);
    expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });
});
