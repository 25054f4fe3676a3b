import { eventually, startPlant, type TestPlant } from '../index.js';
import { StoreModule } from './store.module.js';

const valueOf = (text: string, sample: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
};

describe('what Prometheus reads of a service', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
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
    for (const path of ['/wp-admin', '/.env']) await plant.client().get(path);
    const text = await plant.metrics();
    const count = (labels: string) => valueOf(text, `millwright_http_request_duration_seconds_count{${labels}}`);
    expect(count('service="store",method="GET",route="/api/store/v1/bins/:bin",status="200"')).toBe(1);
    expect(count('service="store",method="GET",route="/api/store/v1/bins/:bin",status="404"')).toBe(2);
    expect(text).not.toContain('wp-admin');
  });
});
