import { orders, published, quality } from '@millwright/contracts';
import { eventually } from '@millwright/testing';
import { api, released, shift, shopFloor } from '../shop-floor.e2e.spec.js';

describe('lots in process', () => {
  const floor = shopFloor();
  const { hire, system, at, job, issue } = floor;

  const pieces = (value: string) => ({ value, unit: 'C62' });
  const lots = `${api}/lots-in-process`;

  beforeAll(async () => {
    floor.anna = floor.plant.client(await hire('1001', 'Anna Assembly'));
  });

  it('makes an item by lots: parallel branches, scrap with a reason, split, merge, hold', async () => {
    await floor.plant.tell(
      'orders',
      released('PO-2', {
        item: 'HS-40',
        tracking: 'lot',
        quantity: { value: '100', unit: 'C62' },
        components: [
          {
            operation: '10',
            item: 'AL-1',
            tracking: 'lot',
            quantityPer: { value: '0.5', unit: 'KGM' },
            backflush: true,
          },
        ],
        operations: [
          {
            operation: '10',
            description: 'cast',
            workCenter: 'CAST',
            after: [],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
          {
            operation: '21',
            description: 'drill',
            workCenter: 'DRILL',
            after: ['10'],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
          {
            operation: '22',
            description: 'paint',
            workCenter: 'PAINT',
            after: ['10'],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
        ],
      }),
      { id: 'PO-2', at: shift(0) },
    );
    await issue('AL-1', 'A1', '60', 'PO-2');
    const pieces = (good: string, scrap?: string) => ({
      good: { value: good, unit: 'C62' },
      ...(scrap && { scrap: { value: scrap, unit: 'C62' } }),
    });
    const report = (operation: string, body: object) =>
      floor.anna.post(`${api}/jobs/PO-2/${operation}/report`, body, at(210));
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-2`)).body.items).toHaveLength(3));
    expect(await system().post(`${api}/units`, { order: 'PO-2' })).toMatchObject({
      status: 409,
      body: { code: 'tracked-by-lot' },
    });
    expect(await report('21', pieces('1'))).toMatchObject({
      status: 409,
      body: { code: 'wrong-operation', expected: ['10'] },
    });
    expect(await floor.anna.post(`${api}/jobs/PO-2/21/start`, {}, at(210))).toMatchObject({
      status: 409,
      body: { code: 'job-waiting', waitsFor: ['10'] },
    });
    expect(await report('10', pieces('60', '5'))).toMatchObject({
      status: 422,
      body: { code: 'scrap-reason-required' },
    });
    expect(await report('10', { ...pieces('60', '5'), scrapReason: 'void' })).toMatchObject({
      status: 200,
      body: { lot: 'PO-2', status: 'in-process' },
    });
    expect(await report('10', pieces('36'))).toMatchObject({
      status: 409,
      body: { code: 'more-than-in-lot', left: '35' },
    });
    expect(await report('10', { ...pieces('35'), rework: { value: '2', unit: 'C62' } })).toMatchObject({ status: 200 });
    expect(await job('10', 'PO-2')).toMatchObject({ status: 'done', good: '95', scrap: '5', rework: '2' });
    const lots = `${api}/lots-in-process`;
    const lot = (value: string) => ({ value, unit: 'C62' });
    expect(
      await floor.anna.post(`${lots}/PO-2/split`, { into: [{ lot: 'L-1', quantity: lot('40') }] }, at(220)),
    ).toMatchObject({ status: 409, body: { code: 'balance-broken', difference: '55' } });
    expect(
      await floor.anna.post(
        `${lots}/PO-2/split`,
        {
          into: [
            { lot: 'L-1', quantity: lot('40') },
            { lot: 'L-2', quantity: lot('54') },
          ],
          loss: lot('1'),
        },
        at(220),
      ),
    ).toMatchObject({ status: 200 });
    expect((await floor.anna.get(`${lots}/L-1`)).body).toMatchObject({
      status: 'in-process',
      quantity: '40',
      passed: ['10'],
    });
    expect(await report('21', pieces('10'))).toMatchObject({
      status: 422,
      body: { code: 'lot-required', lots: ['L-1', 'L-2'] },
    });
    expect(await floor.anna.post(`${lots}/L-1/merge`, { with: ['L-2'], into: 'L-3' }, at(221))).toMatchObject({
      status: 200,
      body: { quantity: lot('94') },
    });
    await floor.plant.tell(
      'quality',
      published(quality.HoldPlaced, { hold: 'H-2', subjects: [{ kind: 'lot', id: 'L-3' }], reason: 'void' }),
      { id: 'H-2' },
    );
    await eventually(async () =>
      expect(await floor.anna.post(`${lots}/L-3/move-in`, { operation: '10' }, at(222))).toMatchObject({
        status: 409,
        body: { code: 'lot-on-hold', hold: 'H-2' },
      }),
    );
    await floor.plant.tell(
      'quality',
      published(quality.HoldReleased, { hold: 'H-2', subjects: [{ kind: 'lot', id: 'L-3' }], reason: 'ok' }),
      { id: 'H-2' },
    );
    await eventually(async () =>
      expect(await floor.anna.post(`${lots}/L-3/move-in`, { operation: '22' }, at(223))).toMatchObject({ status: 200 }),
    );
    expect(await floor.anna.post(`${lots}/L-3/report`, { operation: '22', ...pieces('94') }, at(224))).toMatchObject({
      status: 200,
    });
    expect(
      await floor.anna.post(
        `${lots}/L-3/report`,
        { operation: '21', ...pieces('93', '1'), scrapReason: 'drill' },
        at(225),
      ),
    ).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(await job('21', 'PO-2')).toMatchObject({ status: 'done', good: '93', scrap: '1', lost: '6' });
    expect(await job('22', 'PO-2')).toMatchObject({ status: 'done', good: '93', lost: '7' });
    expect(
      (await system().get(`${api}/genealogy/L-3/backward`)).body.nodes.map(({ id }: { id: string }) => id),
    ).toEqual(['L-3', 'L-1', 'L-2', 'PO-2', 'A1']);
  });

  it('repacks and transforms lots, and follows what quality decides of a part of one', async () => {
    const route = ['10', '20'].map((operation, place) => ({
      operation,
      description: operation,
      workCenter: `LINE-${operation}`,
      after: place === 0 ? [] : ['10'],
      setupSeconds: 0,
      runSecondsPerUnit: 10,
    }));
    const order = {
      item: 'HS-40',
      tracking: 'lot' as const,
      quantity: pieces('50'),
      operations: route,
      components: [],
    };
    await floor.plant.tell('orders', released('PO-3', order), { id: 'PO-3', at: shift(0) });
    const grade = {
      item: 'HS-40-B',
      revision: 'C',
      description: '',
      unit: 'C62',
      tracking: 'lot' as const,
      conversions: [],
    };
    await floor.plant.tell('orders', published(orders.ItemReleased, grade), { id: 'HS-40-B' });
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-3`)).body.items).toHaveLength(2));
    for (const [lot, value] of [
      ['X', '30'],
      ['Y', '20'],
    ])
      expect(await floor.anna.post(lots, { order: 'PO-3', lot, quantity: pieces(value) }, at(300))).toMatchObject({
        status: 201,
      });
    const into = [
      { lot: 'P', quantity: pieces('40') },
      { lot: 'Q', quantity: pieces('9') },
    ];
    expect(await floor.anna.post(`${lots}/X/repack`, { with: ['Y'], into }, at(301))).toMatchObject({
      status: 409,
      body: { code: 'balance-broken', in: '50', out: '49', loss: '0', difference: '1' },
    });
    expect(await floor.anna.post(`${lots}/X/repack`, { with: ['Y'], into, loss: pieces('1') }, at(301))).toMatchObject({
      status: 200,
    });
    expect((await floor.anna.get(`${lots}/P`)).body).toMatchObject({
      from: [
        { lot: 'X', quantity: pieces('30') },
        { lot: 'Y', quantity: pieces('10') },
      ],
    });
    const sorted = { item: 'HS-40-B', into: [{ lot: 'B', quantity: pieces('9') }] };
    expect(await floor.anna.post(`${lots}/Q/transform`, sorted, at(302))).toMatchObject({ status: 200 });
    expect((await floor.anna.get(`${lots}/B`)).body).toMatchObject({ item: 'HS-40-B', itemRevision: 'C' });
    expect(await floor.anna.post(`${lots}/P/report`, { operation: '10', good: pieces('40') }, at(303))).toMatchObject({
      status: 200,
    });
    const finding = {
      nonconformance: 'N-3',
      subject: { kind: 'lot' as const, id: 'P' },
      order: 'PO-3',
      reason: 'void',
      quantity: pieces('4'),
    };
    for (const disposition of ['scrap', 'rework'] as const)
      await floor.plant.tell(
        'quality',
        published(quality.NonconformanceDisposed, { ...finding, disposition, reworkFrom: '10' }),
        { id: 'N-3', at: shift(304) },
      );
    await eventually(async () =>
      expect(await job('10', 'PO-3')).toMatchObject({ good: '36', scrap: '5', rework: '4', status: 'in-progress' }),
    );
    expect((await floor.anna.get(`${lots}/P`)).body).toMatchObject({ quantity: '32', passed: ['10'] });
    expect((await floor.anna.get(`${lots}/P-N-3`)).body).toMatchObject({ quantity: '4', passed: [] });
    await floor.anna.post(`${lots}/P-N-3/report`, { operation: '10', good: pieces('4') }, at(305));
    await floor.anna.post(`${lots}/B/report`, { operation: '10', good: pieces('9') }, at(306));
    expect(await job('10', 'PO-3')).toMatchObject({ good: '45', scrap: '5', rework: '4', status: 'done' });
    const backward = (await system().get(`${api}/genealogy/B/backward`)).body.nodes;
    expect(backward.map(({ id }: { id: string }) => id)).toEqual(['B', 'Q', 'Y']);
  });
});
