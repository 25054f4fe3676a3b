import { inventory, published, quality } from '@millwright/contracts';
import { eventually } from '@millwright/testing';
import { api, one, shift, shopFloor } from '../shop-floor.e2e.spec.js';

describe('what quality finds on units, and where they come from and go to', () => {
  const floor = shopFloor();
  const { system, at, unit, job, issue, inspect, dispose, assembleOrder } = floor;

  beforeAll(async () => {
    await assembleOrder();
    await floor.anna.post(`${api}/units/GM-0001/move-in`, { operation: '20' }, at(71));
  });

  it('waits for the verdict, names the hold, reworks one unit and scraps another', async () => {
    expect(await floor.anna.post(`${api}/units/GM-0001/finish`, { operation: '20' }, at(101))).toMatchObject({
      status: 409,
      body: { code: 'inspection-not-passed' },
    });
    await inspect('I-1', 'GM-0001', '61.2', 102);
    await eventually(async () =>
      expect((await unit('GM-0001')).verdicts).toMatchObject([{ inspection: 'I-1', verdict: 'passed' }]),
    );
    expect(await floor.anna.post(`${api}/units/GM-0001/finish`, { operation: '20' }, at(103))).toMatchObject({
      status: 200,
    });

    await floor.anna.post(`${api}/units/GM-0002/move-in`, { operation: '20' }, at(104));
    await inspect('I-2', 'GM-0002', '64.1', 105);
    const hold = { hold: 'H-1', subjects: [{ kind: 'unit' as const, id: 'GM-0002', item: 'GM-40' }], reason: 'noise' };
    await floor.plant.tell('quality', published(quality.HoldPlaced, { ...hold, nonconformance: 'N-1' }), {
      id: 'H-1',
      at: shift(105),
    });
    await eventually(async () => expect((await unit('GM-0002')).holds).toEqual(['H-1']));
    expect(await floor.anna.post(`${api}/units/GM-0002/move-in`, { operation: '30' }, at(106))).toMatchObject({
      status: 409,
      body: { code: 'unit-on-hold', hold: 'H-1' },
    });
    await dispose('N-1', 'GM-0002', 107, { disposition: 'rework', reworkFrom: '10' });
    await floor.plant.tell('quality', published(quality.HoldReleased, hold), { id: 'H-1', at: shift(107) });
    await eventually(async () =>
      expect(await unit('GM-0002')).toMatchObject({ status: 'rework', next: ['10'], holds: [] }),
    );
    expect(await floor.anna.post(`${api}/units/GM-0002/move-in`, { operation: '10' }, at(110))).toMatchObject({
      status: 200,
      body: { attempt: 2 },
    });
    expect(await floor.anna.post(`${api}/units/GM-0002/finish`, { operation: '10' }, at(120))).toMatchObject({
      status: 200,
    });
    expect(await floor.anna.post(`${api}/units/GM-0002/move-in`, { operation: '20' }, at(121))).toMatchObject({
      status: 200,
    });
    expect(await floor.anna.post(`${api}/units/GM-0002/finish`, { operation: '20' }, at(121))).toMatchObject({
      status: 409,
      body: { code: 'inspection-not-passed' },
    });
    await inspect('I-3', 'GM-0002', '60.0', 122);
    await eventually(async () =>
      expect(await floor.anna.post(`${api}/units/GM-0002/finish`, { operation: '20' }, at(123))).toMatchObject({
        status: 200,
      }),
    );

    await floor.anna.post(`${api}/units/GM-0003/move-in`, { operation: '20' }, at(124));
    await inspect('I-4', 'GM-0003', '70', 125);
    await dispose('N-2', 'GM-0003', 126, { disposition: 'scrap' });
    await eventually(async () => expect(await unit('GM-0003')).toMatchObject({ status: 'scrapped', next: [] }));
    for (const id of ['GM-0001', 'GM-0002']) {
      await floor.anna.post(`${api}/units/${id}/move-in`, { operation: '30' }, at(130));
      expect(await floor.anna.post(`${api}/units/${id}/finish`, { operation: '30' }, at(131))).toMatchObject({
        status: 200,
        body: { status: 'completed' },
      });
    }
    expect(await unit('GM-0002')).toMatchObject({
      status: 'completed',
      attempts: [
        { operation: '10', attempt: 1 },
        { operation: '20', attempt: 1 },
        { operation: '10', attempt: 2 },
        { operation: '20', attempt: 2 },
        { operation: '30' },
      ],
    });
    expect(await job('10')).toMatchObject({ good: '3', scrap: '0', status: 'done' });
    expect(await job('20')).toMatchObject({ good: '2', scrap: '1', rework: '1', status: 'done' });
    expect(await job('30')).toMatchObject({ good: '2', scrap: '0', lost: '1', status: 'done' });
  });

  it('exchanges a component of a finished unit', async () => {
    await issue('MT-40', 'M004', '1');
    expect(
      await floor.anna.post(
        `${api}/units/GM-0001/exchange`,
        { operation: '10', item: 'MT-40', removed: 'M001', installed: 'M002', reason: 'hum' },
        at(140),
      ),
    ).toMatchObject({ status: 409, body: { code: 'component-already-installed', unit: 'GM-0002' } });
    expect(
      await floor.anna.post(
        `${api}/units/GM-0001/exchange`,
        { operation: '10', item: 'MT-40', removed: 'M001', installed: 'M004', reason: 'hum' },
        at(141),
      ),
    ).toMatchObject({ status: 200 });
    expect((await unit('GM-0001')).components.filter(({ item }: { item: string }) => item === 'MT-40')).toMatchObject([
      { lot: 'M001', removedAt: shift(141) },
      { lot: 'M004' },
    ]);
  });

  it('traces backward to the supplier and forward to the customer', async () => {
    await floor.plant.tell(
      'inventory',
      published(inventory.LotShipped, {
        lot: 'GM-0001',
        item: 'GM-40',
        quantity: one,
        balance: { onHand: '0', reserved: '0', available: '0' },
        shipment: 'SH-1',
        customer: 'C-77',
      }),
      { id: 'GM-0001', at: shift(200) },
    );
    const backward = (await system().get(`${api}/genealogy/GM-0002/backward`)).body;
    expect(backward).toMatchObject({
      of: 'GM-0002',
      order: 'PO-1',
      revisions: { item: 'A', billOfMaterial: 'A', routing: 'A' },
    });
    expect(backward.nodes.map(({ id }: { id: string }) => id)).toEqual(['GM-0002', 'B1', 'H1', 'M002', 'S1', 'S2']);
    expect(backward.nodes.find(({ id }: { id: string }) => id === 'H1')).toMatchObject({
      supplier: 'Foundry',
      supplierLot: 'F-77',
    });
    expect(backward.nodes.find(({ id }: { id: string }) => id === 'M002')).toMatchObject({ kind: 'unit', depth: 1 });
    expect(backward.measurements).toMatchObject([
      { inspection: 'I-2', value: '64.1', verdict: 'failed' },
      { inspection: 'I-3', value: '60.0', verdict: 'passed' },
    ]);
    expect(backward.edges.find(({ component }: { component: string }) => component === 'M002')).toMatchObject({
      product: 'GM-0002',
      operation: '10',
      person: floor.annaId,
      station: 'ASSY-1',
      at: shift(29),
    });
    await eventually(async () => {
      const forward = (await system().get(`${api}/genealogy/H1/forward`)).body;
      expect(forward.nodes.map(({ id }: { id: string }) => id)).toEqual(['H1', 'GM-0001', 'GM-0002', 'GM-0003']);
      expect(forward.nodes[1]).toMatchObject({ shipment: 'SH-1', customer: 'C-77', status: 'completed' });
      expect(forward.nodes[3]).toMatchObject({ status: 'scrapped' });
    });
    await floor.plant.tell(
      'inventory',
      published(inventory.RecallOpened, {
        recall: 'R-1',
        lot: 'H1',
        reason: 'cracks',
        inStock: [],
        inProcess: [{ kind: 'unit', id: 'GM-0002' }],
        shipped: [],
        scrapped: [],
        customers: ['C-77'],
      }),
      { id: 'R-1', at: shift(205) },
    );
    await eventually(async () => expect((await unit('GM-0002')).holds).toEqual(['R-1']));
    const page = (await system().get(`${api}/genealogy/H1/forward?limit=2`)).body;
    expect(page.nodes).toHaveLength(2);
    expect((await system().get(`${api}/genealogy/H1/forward?limit=2&after=${page.next}`)).body.nodes).toHaveLength(2);
    expect(await system().get(`${api}/genealogy/NOPE/forward`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-lot-or-unit' },
    });
  });

  it('tells the others what they may know', async () => {
    const said = () => floor.plant.published('tracking').map(({ type }) => type.replace('millwright.tracking.', ''));
    const count = (type: string) => said().filter((one) => one === type).length;
    await eventually(() => expect(count('hold-enforced.v1')).toBe(3));
    expect(count('unit-finished-operation.v1')).toBe(8);
    expect(count('unit-completed.v1')).toBe(2);
    expect(count('unit-scrapped.v1')).toBe(1);
    expect(JSON.stringify(floor.plant.published('tracking'))).not.toContain('Anna Assembly');
  });
});
