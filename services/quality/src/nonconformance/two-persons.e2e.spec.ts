import { startPlant, type Answer, type TestPlant } from '@millwright/testing';
import { QualityModule } from '../quality.module.js';

const person = (letter: string) => `person:00000000-0000-7000-8000-00000000000${letter}`;
const [recorder, proposer, board] = ['a', 'b', 'c'].map(person);
const api = '/api/quality/v1';
const scrap = { disposition: 'scrap', reason: 'cracked' };

/** Attacks on the rule of two persons, as whoever is signed in can try them. */
describe('what two persons must decide', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([QualityModule]);
    const policy = { needsApproval: ['scrap'] };
    const set = await plant.client().put(`${api}/disposition-policy`, policy, { 'if-match': '"0"' });
    expect(set.status).toBe(200);
  });
  afterAll(() => plant?.stop());

  let found = 0;
  async function finding(): Promise<string> {
    const subject = { kind: 'unit', id: `U-${(found += 1)}` };
    const { status, body } = await plant.client(recorder).post(`${api}/nonconformances`, { subject, defect: 'crack' });
    expect(status).toBe(201);
    return `${api}/nonconformances/${body.nonconformance}`;
  }
  const act = (who: string, path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    plant.client(who).post(path, body, headers);
  const statusOf = async (path: string): Promise<string> => (await plant.client().get(path)).body.status;
  const facts = async (): Promise<number> => (await plant.events('quality')).length;

  it('is not approved before it was proposed, nor a second time', async () => {
    const path = await finding();
    const early = await act(board, `${path}/approve`);
    expect(early).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    expect((await act(proposer, `${path}/dispose`, scrap)).body.status).toBe('awaiting-approval');
    const key = { 'idempotency-key': `approve ${path}` };
    const approved = await act(board, `${path}/approve`, {}, key);
    expect(approved.body).toMatchObject({ status: 'disposed' });
    const before = await facts();
    expect((await act(board, `${path}/approve`, {}, key)).body).toEqual(approved.body);
    expect(await act(board, `${path}/approve`)).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    expect(await facts()).toBe(before);
  });

  it('is not approved again with what approved an earlier proposal', async () => {
    const path = await finding();
    const key = { 'idempotency-key': `once ${path}` };
    await act(proposer, `${path}/dispose`, { ...scrap, reason: 'first' });
    expect((await act(board, `${path}/decline`, { reason: 'look again' }, key)).status).toBe(200);
    await act(proposer, `${path}/dispose`, { ...scrap, reason: 'second' });
    expect(await act(board, `${path}/approve`, {}, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    expect(await statusOf(path)).toBe('awaiting-approval');
  });

  it('is not decided by one of them alone: who found it, who proposed it, or a machine', async () => {
    const path = await finding();
    expect((await act(recorder, `${path}/dispose`, scrap)).body.code).toBe('recorder-may-not-dispose');
    await act(proposer, `${path}/dispose`, scrap);
    expect((await act(proposer, `${path}/approve`)).body.code).toBe('proposer-may-not-approve');
    expect((await act(recorder, `${path}/approve`)).body.code).toBe('recorder-may-not-dispose');
    expect((await act('machine:ROBOT-1', `${path}/approve`)).body.code).toBe('person-required');
    expect(await statusOf(path)).toBe('awaiting-approval');
  });

  it('is not decided by one who names another, whatever the roles', async () => {
    const path = await finding();
    await act(proposer, `${path}/dispose`, scrap);
    const before = await facts();
    for (const header of ['millwright-actor', 'millwright-on-behalf-of'])
      expect(await act(proposer, `${path}/approve`, {}, { [header]: board })).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    expect(await facts()).toBe(before);
    expect(await statusOf(path)).toBe('awaiting-approval');
  });

  it('is decided once, however many approve and decline at once', async () => {
    const path = await finding();
    await act(proposer, `${path}/dispose`, scrap);
    const both = Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0 ? act(board, `${path}/approve`) : act(board, `${path}/decline`, { reason: 'no' }),
    );
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
  });
});
