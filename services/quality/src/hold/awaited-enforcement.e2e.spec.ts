import { published, tracking } from '@millwright/contracts';
import { eventually, startPlant, type TestPlant } from '@millwright/testing';
import { QualityModule } from '../quality.module.js';

const api = '/api/quality/v1';
let plant: TestPlant;

beforeAll(async () => {
  plant = await startPlant([QualityModule], { answerWithinSeconds: 1 });
});
afterAll(() => plant?.stop());

const overdue = async (): Promise<object[]> =>
  (await plant.client().get(`${api}/operations/overdue-answers`)).body.items;
const hold = (number: string, ...ids: string[]) =>
  plant
    .client()
    .post(`${api}/holds`, { hold: number, subjects: ids.map((id) => ({ kind: 'unit', id })), reason: 'cracks' });
const enforced = (number: string, id: string) =>
  plant.tell(
    'tracking',
    published(tracking.HoldEnforcedInTracking, { hold: number, subject: { kind: 'unit', id, item: 'GM-40' } }),
    { id },
  );

it('lists what no service enforces in time, and goes on when the answer comes late', async () => {
  await hold('H-1', 'U1', 'U2');
  await enforced('H-1', 'U2');
  const [open] = await eventually(overdue, { until: (items) => items.length > 0 });
  expect(open).toMatchObject({
    question: 'hold-enforcement',
    subject: 'H-1/U1',
    of: 'tracking or inventory',
    missing: expect.stringContaining('enforced'),
    since: expect.any(String),
    overdueAt: expect.any(String),
    answeredAt: null,
  });
  expect(await overdue()).toHaveLength(1);
  await enforced('H-1', 'U1');
  expect(
    await eventually(overdue, { until: ([item]) => (item as { answeredAt: unknown }).answeredAt !== null }),
  ).toEqual([{ ...open, answeredAt: expect.any(String) }]);
  expect((await plant.client().get(`${api}/holds/H-1`)).body.enforcedIn).toMatchObject([{ service: 'tracking' }]);
});

it('finds an answer overdue once, however often it looks, and not one that nobody waits for any more', async () => {
  await hold('H-2', 'U3');
  await hold('H-3', 'U4');
  await plant.client().post(`${api}/holds/H-3/release`, { reason: 'was another one' });
  await eventually(overdue, { until: (items) => items.length === 2 });
  // Long enough for the timer to ask a few times more.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await overdue()).toMatchObject([{ subject: 'H-2/U3' }, { subject: 'H-1/U1' }]);
  const asked = await plant.client().post(`${api}/operations/read-models/awaited-answers/rebuild?verify=true`);
  expect(asked.status).toBe(202);
  const rebuilt = await eventually(
    async () =>
      (await plant.client().get(`${api}/operations/read-models`)).body.find(
        ({ name }: { name: string }) => name === 'awaited-answers',
      ).lastRebuild,
    { until: (one) => one !== undefined },
  );
  expect(rebuilt).toMatchObject({ askedAt: asked.body.askedAt, different: 0, rows: 2 });
});
