import { orders, published } from '@millwright/contracts';
import { given, type Event } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { location } from '../location/location.decider.js';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { LotFact } from '../material-lot/material-lot.events.js';
import { demand } from './demand.decider.js';
import type { DemandEvent } from './demand.events.js';
import { issueMaterial } from './issue-material.decider.js';
import { closeDemand, takeBackUncovered } from './release-reservations.decider.js';
import { openDemand, reserveMaterial, serveShortOrders } from './reserve-material.decider.js';
import { returnMaterial } from './return-material.decider.js';

const one = (value: string, unit = 'C62') => ({ value, unit });
const received = (lot: string, value: string, expiresAt?: string): LotFact => ({
  type: 'MaterialReceived',
  data: { lot, item: 'GS-40', quantity: one(value), location: 'MAIN', movement: lot, expiresAt },
});
const opened = (required: string): DemandEvent => ({
  type: 'MaterialDemandOpened',
  data: { order: 'PO-1', product: 'GM-40', required: [{ item: 'GS-40', unit: 'C62', required }] },
});
const reservedFor = (...lots: [lot: string, quantity: string][]): DemandEvent => ({
  type: 'MaterialReservedForOrder',
  data: { order: 'PO-1', lots: lots.map(([lot, quantity]) => ({ item: 'GS-40', lot, quantity })), lines: [] },
});
const lotReserved = (lot: string, value: string, order = 'PO-1'): LotFact => ({
  type: 'LotReserved',
  data: { lot, item: 'GS-40', quantity: one(value), order },
});
const hold = (lot: string): LotFact => ({
  type: 'HoldEnforced',
  data: { lot, item: 'GS-40', quantity: one('0'), hold: 'HD-1', subject: { kind: 'lot', id: lot }, recall: false },
});
const candidates = (...lots: string[]) => new LookedUp(new Map([['GS-40', lots]]));
const none = new LookedUp<readonly string[]>([]);

const plant = (demands: DemandEvent[], lots: Record<string, LotFact[]>) => {
  let specification = given(demand('PO-1'), demands)
    .given(item('GS-40'), [
      published(orders.ItemReleased, {
        item: 'GS-40',
        revision: 'A',
        description: '',
        unit: 'C62',
        tracking: 'lot',
        conversions: [{ unit: 'DZN', factor: '12' }],
      }),
    ])
    .given(location('MAIN'), [{ type: 'LocationDefined', data: { location: 'MAIN', description: '', kind: 'store' } }])
    .given(location('LINE-1'), [
      { type: 'LocationDefined', data: { location: 'LINE-1', description: '', kind: 'line-side' } },
    ]);
  for (const [lot, facts] of Object.entries(lots)) specification = specification.given(materialLot(lot), facts);
  return specification;
};
const facts = ({ decision }: { decision: { rejection?: unknown; events: readonly { event: Event }[] } }) => {
  expect(decision.rejection).toBeUndefined();
  return decision.events.map(({ event }) => event);
};
const lines = (reserved: string, issued: string, short: string, required = '20') => [
  { item: 'GS-40', unit: 'C62', required, reserved, issued, short },
];

describe('the material demand of a released order', () => {
  const release = {
    order: 'PO-1',
    product: 'GM-40',
    required: [
      { item: 'GS-40', quantity: one('1', 'DZN') },
      { item: 'GS-40', quantity: one('8') },
    ],
  };

  it('sums up by item in base units and is reserved from the candidates in their order', () => {
    const outcome = plant([], { G1: [received('G1', '12')], G2: [received('G2', '20')] }).when(openDemand, {
      ...release,
      candidates: candidates('G1', 'G2'),
    });
    expect(facts(outcome)).toMatchObject([
      { type: 'MaterialDemandOpened', data: { required: [{ item: 'GS-40', unit: 'C62', required: '20' }] } },
      {
        type: 'MaterialReservedForOrder',
        data: {
          lots: [
            { lot: 'G1', quantity: '12' },
            { lot: 'G2', quantity: '8' },
          ],
          lines: lines('20', '0', '0'),
        },
      },
      {
        type: 'LotReserved',
        data: { lot: 'G1', quantity: one('12'), after: { balance: { onHand: '12', reserved: '12', available: '0' } } },
      },
      {
        type: 'LotReserved',
        data: { lot: 'G2', quantity: one('8'), after: { balance: { onHand: '20', reserved: '8', available: '12' } } },
      },
    ]);
  });

  it('tells its shortage where there is nothing', () => {
    expect(facts(plant([], {}).when(openDemand, { ...release, candidates: candidates() }))).toMatchObject([
      { type: 'MaterialDemandOpened' },
      { type: 'MaterialDemandChanged', data: { lines: lines('0', '0', '20') } },
    ]);
  });

  it('is opened once', () => {
    plant([opened('20')], {})
      .when(openDemand, { ...release, candidates: candidates() })
      .then([]);
  });

  it('passes over what is held, expired or of another item', () => {
    const expired = received('G3', '9', '2026-01-01T00:00:00.000Z');
    const outcome = plant([opened('20')], {
      G1: [received('G1', '12'), hold('G1')],
      G3: [expired],
      G2: [received('G2', '2')],
    }).when(reserveMaterial, { order: 'PO-1', candidates: candidates('G1', 'G3', 'G2') });
    expect(facts(outcome)).toMatchObject([
      { data: { lots: [{ lot: 'G2', quantity: '2' }], lines: lines('2', '0', '18') } },
      { type: 'LotReserved' },
    ]);
  });

  it('says that others were faster, so that it looks again', () => {
    const taken = [received('G1', '12'), lotReserved('G1', '12', 'PO-2')];
    expect(
      facts(
        plant([opened('20')], { G1: taken }).when(reserveMaterial, { order: 'PO-1', candidates: candidates('G1') }),
      ),
    ).toMatchObject([{ type: 'MaterialDemandChanged' }]);
    plant([opened('20')], {})
      .when(reserveMaterial, { order: 'PO-1', candidates: candidates() })
      .then([]);
  });

  it('is served by a new lot in the order of the queue, as far as it goes', () => {
    const other: DemandEvent = {
      ...opened('5'),
      data: { order: 'PO-2', product: 'X', required: [{ item: 'GS-40', unit: 'C62', required: '5' }] },
    } as DemandEvent;
    const outcome = plant([opened('20')], { G9: [received('G9', '7')] })
      .given(demand('PO-2'), [other])
      .when(serveShortOrders, { lot: 'G9', item: 'GS-40', orders: new LookedUp(['PO-2', 'PO-1', 'PO-3']) });
    expect(facts(outcome)).toMatchObject([
      { data: { order: 'PO-2', lots: [{ quantity: '5' }] } },
      { data: { order: 'PO-1', lots: [{ quantity: '2' }] } },
      { type: 'LotReserved', data: { order: 'PO-2' } },
      { type: 'LotReserved', data: { order: 'PO-1', after: { balance: { available: '0' } } } },
    ]);
  });

  it('gives its reservations back when the order is over', () => {
    const outcome = plant([opened('20'), reservedFor(['G1', '12'])], {
      G1: [received('G1', '12'), lotReserved('G1', '12')],
    }).when(closeDemand, { order: 'PO-1', because: 'cancelled', lots: none });
    expect(facts(outcome)).toMatchObject([
      { type: 'ReservationsTakenBack' },
      { type: 'MaterialDemandClosed', data: { because: 'cancelled' } },
      { type: 'ReservationReleased', data: { after: { balance: { available: '12' } } } },
    ]);
    plant([opened('20'), { type: 'MaterialDemandClosed', data: { order: 'PO-1', because: 'closed' } }], {})
      .when(reserveMaterial, { order: 'PO-1', candidates: candidates() })
      .thenRejected('demand-closed');
  });

  it('loses reservations that a lot can no longer serve', () => {
    const outcome = plant([opened('20'), reservedFor(['G1', '12'])], {
      G1: [received('G1', '12'), lotReserved('G1', '12'), hold('G1')],
    }).when(takeBackUncovered, { lot: 'G1' });
    expect(facts(outcome)).toMatchObject([
      { type: 'ReservationsTakenBack', data: { lots: [{ lot: 'G1', quantity: '12' }], lines: lines('0', '0', '20') } },
      { type: 'ReservationReleased', data: { lot: 'G1' } },
    ]);
    plant([opened('20')], { G1: [received('G1', '12')] })
      .when(takeBackUncovered, { lot: 'G1' })
      .then([]);
  });
});

describe('issuing material', () => {
  const demanded = [opened('20'), reservedFor(['G1', '12'])];
  const lots = { G1: [received('G1', '12'), lotReserved('G1', '12')], G2: [received('G2', '30')] };
  const issue = { order: 'PO-1', to: 'LINE-1', reserved: new LookedUp<readonly string[]>(['G1']) };
  const line = (lot: string, value: string, itemId = 'GS-40') => ({ item: itemId, lot, quantity: one(value) });

  it('without lines issues all that is reserved', () => {
    const outcome = plant(demanded, lots)
      .when(issueMaterial, issue)
      .answering({ order: 'PO-1', to: 'LINE-1', issued: [line('G1', '12')] });
    expect(facts(outcome)).toMatchObject([
      { type: 'MaterialIssued', data: { item: 'GS-40', lot: 'G1', quantity: one('12'), location: 'LINE-1' } },
      { type: 'MaterialDemandChanged', data: { lines: lines('0', '12', '8') } },
      {
        type: 'LotIssued',
        data: {
          from: 'MAIN',
          to: 'LINE-1',
          after: { issued: '12', balance: { onHand: '12', reserved: '0', available: '0' } },
        },
      },
    ]);
  });

  it('of other lots gives back what is then reserved too much, and names what goes beyond the requirement', () => {
    const outcome = plant(demanded, lots).when(issueMaterial, { ...issue, lines: [line('G2', '21')] });
    expect(facts(outcome)).toMatchObject([
      { type: 'MaterialIssued', data: { lot: 'G2', quantity: one('21') } },
      { type: 'ReservationsTakenBack', data: { lots: [{ lot: 'G1', quantity: '12' }] } },
      { type: 'IssuedBeyondRequirement', data: { quantity: one('1') } },
      { type: 'MaterialDemandChanged', data: { lines: lines('0', '21', '0') } },
      { type: 'LotIssued' },
      { type: 'ReservationReleased' },
    ]);
  });

  it('is refused with all reasons', () => {
    const refused = plant(demanded, { ...lots, G1: [...lots.G1, hold('G1')] }).when(issueMaterial, {
      ...issue,
      lines: [line('G1', '1'), line('G2', '31'), line('G2', '1', 'XX')],
    }).decision.rejection;
    expect(refused).toMatchObject({
      code: 'lot-on-hold',
      more: {
        facts: { hold: 'HD-1' },
        reasons: [{ code: 'lot-on-hold' }, { code: 'not-enough-available' }, { code: 'not-in-demand' }],
      },
    });
    plant([], {}).when(issueMaterial, issue).thenRejected('unknown-demand');
    plant([opened('20')], {})
      .when(issueMaterial, issue)
      .thenRejected('nothing-to-issue');
    plant(demanded, lots)
      .when(issueMaterial, { ...issue, to: 'XX' })
      .thenRejected('unknown-location');
  });

  it('never takes what another order has reserved', () => {
    const others = { G2: [received('G2', '30'), lotReserved('G2', '25', 'PO-2')] };
    plant([opened('20')], others)
      .when(issueMaterial, { ...issue, lines: [line('G2', '6')] })
      .thenRejected('not-enough-available', { available: one('5') });
  });
});

describe('returning material', () => {
  const issued: DemandEvent = {
    type: 'MaterialIssued',
    data: { order: 'PO-1', item: 'GS-40', lot: 'G1', quantity: one('12'), location: 'LINE-1', fromReservation: '0' },
  };
  const lotIssued: LotFact = {
    type: 'LotIssued',
    data: {
      lot: 'G1',
      item: 'GS-40',
      quantity: one('12'),
      order: 'PO-1',
      from: 'MAIN',
      to: 'LINE-1',
      fromReservation: '0',
    },
  };
  const consumed: LotFact = {
    type: 'LotConsumed',
    data: {
      lot: 'G1',
      item: 'GS-40',
      quantity: one('5'),
      order: 'PO-1',
      location: 'LINE-1',
      fromIssue: '5',
      product: { kind: 'unit', id: 'GM-1' },
    },
  };
  const back = (value: string) => ({ order: 'PO-1', item: 'GS-40', lot: 'G1', quantity: one(value), to: 'MAIN' });

  it('brings back what was not consumed, also of a held lot', () => {
    const outcome = plant([opened('20'), issued], { G1: [received('G1', '12'), lotIssued, consumed, hold('G1')] }).when(
      returnMaterial,
      back('7'),
    );
    expect(facts(outcome)).toMatchObject([
      { type: 'MaterialReturned', data: { quantity: one('7') } },
      { type: 'MaterialDemandChanged', data: { lines: lines('0', '5', '15') } },
      { type: 'LotReturned', data: { from: 'LINE-1', to: 'MAIN', after: { issued: '0', balance: { onHand: '7' } } } },
    ]);
  });

  it('is refused beyond that', () => {
    plant([opened('20'), issued], { G1: [received('G1', '12'), lotIssued, consumed] })
      .when(returnMaterial, back('8'))
      .thenRejected('more-than-issued', { issued: one('7') });
  });
});
