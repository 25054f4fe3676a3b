import { orders, published } from '@millwright/contracts';
import { given, type Event } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { location } from '../location/location.decider.js';
import { adjustLot, reverseMovement } from './correct-lot.decider.js';
import { consumeLot } from './consume-lot.decider.js';
import { enforceHold, liftHold } from './hold.decider.js';
import { changeLotStatus, scrapReceivedUnit } from './lot-status.decider.js';
import { materialLot } from './material-lot.decider.js';
import type { LotFact } from './material-lot.events.js';
import { moveLot } from './move-lot.decider.js';

const one = (value: string) => ({ value, unit: 'C62' });
const of = (value: string) => ({ lot: 'H1', item: 'HS-40', quantity: one(value) });
const received: LotFact = { type: 'MaterialReceived', data: { ...of('40'), location: 'MAIN', movement: 'mv-1' } };
const reserved: LotFact = { type: 'LotReserved', data: { ...of('20'), order: 'PO-1' } };
const issued: LotFact = {
  type: 'LotIssued',
  data: { ...of('20'), order: 'PO-1', from: 'MAIN', to: 'LINE-1', fromReservation: '20' },
};
const held: LotFact = {
  type: 'HoldEnforced',
  data: { ...of('40'), hold: 'HD-1', subject: { kind: 'lot', id: 'H1' }, recall: false },
};
const product = { kind: 'unit', id: 'GM-0001' } as const;

const place = (id: string, kind: 'store' | 'quarantine') =>
  ({ type: 'LocationDefined', data: { location: id, description: '', kind } }) as const;
const lot = (...facts: LotFact[]) =>
  given(materialLot('H1'), facts)
    .given(item('HS-40'), [
      published(orders.ItemReleased, {
        item: 'HS-40',
        revision: 'A',
        description: '',
        unit: 'C62',
        tracking: 'lot',
        conversions: [],
      }),
    ])
    .given(location('MAIN'), [place('MAIN', 'store')])
    .given(location('LINE-1'), [place('LINE-1', 'store')])
    .given(location('BLOCKED'), [place('BLOCKED', 'quarantine')]);

/** What was decided, without the result that each fact carries. */
const facts = ({ decision }: { decision: { rejection?: unknown; events: readonly { event: Event }[] } }) => {
  expect(decision.rejection).toBeUndefined();
  return decision.events.map(({ event }) => event);
};
const balanceAfter = (outcome: Parameters<typeof facts>[0]) =>
  (facts(outcome).at(-1)?.data as { after: { balance: object } }).after.balance;

describe('moving a lot', () => {
  const move = { lot: 'H1', from: 'MAIN', to: 'LINE-1', quantity: one('15') };

  it('changes where it is and not how much there is', () => {
    const outcome = lot(received, reserved).when(moveLot, move);
    expect(facts(outcome)).toMatchObject([
      { type: 'LotMoved', data: { from: 'MAIN', to: 'LINE-1', quantity: one('15') } },
    ]);
    expect(balanceAfter(outcome)).toEqual({ onHand: '40', reserved: '20', available: '20' });
  });

  it('into quarantine makes it unavailable', () =>
    expect(balanceAfter(lot(received).when(moveLot, { ...move, to: 'BLOCKED' }))).toEqual({
      onHand: '40',
      reserved: '0',
      available: '25',
    }));

  it('is refused when held, unknown, or not there', () => {
    lot(received, held).when(moveLot, move).thenRejected('lot-on-hold', { hold: 'HD-1', lot: 'H1' });
    lot().when(moveLot, move).thenRejected('unknown-lot');
    lot(received, reserved, issued)
      .when(moveLot, { ...move, quantity: one('21') })
      .thenRejected('not-enough-there', { there: one('20') });
    lot(received, reserved, issued)
      .when(moveLot, { ...move, from: 'LINE-1', to: 'MAIN' })
      .thenRejected('not-enough-there', { there: one('0') });
    lot(received)
      .when(moveLot, { ...move, to: 'MAIN' })
      .thenRejected('already-there');
  });
});

describe('correcting a lot', () => {
  it('records the counted difference with its reason', () => {
    const outcome = lot(received).when(adjustLot, {
      lot: 'H1',
      location: 'MAIN',
      counted: one('37.5'),
      reason: 'Counted',
    });
    expect(facts(outcome)).toMatchObject([{ type: 'LotAdjusted', data: { quantity: one('-2.5'), reason: 'Counted' } }]);
    expect(balanceAfter(outcome)).toEqual({ onHand: '37.5', reserved: '0', available: '37.5' });
  });

  it('records nothing when the count agrees', () => {
    lot(received)
      .when(adjustLot, { lot: 'H1', location: 'MAIN', counted: one('40'), reason: 'Counted' })
      .then([]);
  });

  it('leaves alone what is at the line for an order', () => {
    lot(received, reserved, issued)
      .when(adjustLot, { lot: 'H1', location: 'LINE-1', counted: one('19'), reason: 'Counted' })
      .thenRejected('issued-to-order');
  });

  it('reverses a movement once, by another that names it', () => {
    const reverse = { lot: 'H1', movement: 'mv-1', reason: 'Wrong item' };
    const outcome = lot(received).when(reverseMovement, reverse);
    expect(facts(outcome)).toMatchObject([{ type: 'LotAdjusted', data: { quantity: one('-40'), reverses: 'mv-1' } }]);
    lot(received, facts(outcome)[0] as LotFact)
      .when(reverseMovement, reverse)
      .thenRejected('already-reversed');
    lot(received, reserved, issued).when(reverseMovement, reverse).thenRejected('not-enough-there');
    lot(received)
      .when(reverseMovement, { ...reverse, movement: 'mv-2' })
      .thenRejected('unknown-movement');
  });
});

describe('the status of a lot', () => {
  const change = (to: 'block' | 'unblock' | 'quarantine' | 'release-from-quarantine' | 'scrap') => ({
    lot: 'H1',
    to,
    reason: 'x',
  });
  const blocked: LotFact = { type: 'LotBlocked', data: { ...of('40'), reason: 'x' } };
  const quarantined: LotFact = { type: 'LotQuarantined', data: { ...of('40'), reason: 'x' } };

  it('changes only where that is legal, and says what would be', () => {
    expect(facts(lot(received).when(changeLotStatus, change('block')))).toMatchObject([
      { type: 'LotBlocked', data: { after: { usable: false, balance: { available: '0' } } } },
    ]);
    expect(facts(lot(received, blocked).when(changeLotStatus, change('unblock')))).toMatchObject([
      { type: 'LotUnblocked', data: { after: { balance: { available: '40' } } } },
    ]);
    expect(facts(lot(received, quarantined).when(changeLotStatus, change('release-from-quarantine')))).toMatchObject([
      { type: 'LotReleasedFromQuarantine' },
    ]);
    const { rejection } = lot(received, blocked).when(changeLotStatus, change('quarantine')).decision;
    expect(rejection).toMatchObject({ code: 'illegal-transition', more: { legal: ['unblock', 'scrap'] } });
    lot().when(changeLotStatus, change('block')).thenRejected('unknown-lot');
  });

  it('scrapped is the end, and not while something is at the line', () => {
    const outcome = lot(received).when(changeLotStatus, change('scrap'));
    expect(balanceAfter(outcome)).toEqual({ onHand: '0', reserved: '0', available: '0' });
    lot(received, facts(outcome)[0] as LotFact)
      .when(changeLotStatus, change('unblock'))
      .thenRejected('illegal-transition');
    lot(received, reserved, issued).when(changeLotStatus, change('scrap')).thenRejected('issued-to-order');
  });

  it('follows tracking when a received unit is scrapped there, and stays when it was not received', () => {
    expect(facts(lot(received).when(scrapReceivedUnit, { unit: 'H1', reason: 'Cracked' }))).toMatchObject([
      { type: 'LotScrapped' },
    ]);
    lot().when(scrapReceivedUnit, { unit: 'H1', reason: 'Cracked' }).then([]);
  });
});

describe('consumption', () => {
  const consumption = (value: string) => ({ product, order: 'PO-1', item: 'HS-40', lot: 'H1', quantity: one(value) });

  it('takes from what was issued to the order', () => {
    const outcome = lot(received, reserved, issued).when(consumeLot, consumption('5'));
    expect(facts(outcome)).toMatchObject([
      { type: 'LotConsumed', data: { quantity: one('5'), location: 'LINE-1', fromIssue: '5', order: 'PO-1' } },
    ]);
    expect(facts(outcome).at(-1)?.data).toMatchObject({
      after: { balance: { onHand: '35', available: '20' }, issued: '15' },
    });
  });

  it('beyond that, takes the rest of the lot, and what is missing is a variance', () => {
    const outcome = lot(received, reserved, issued).when(consumeLot, consumption('45'));
    expect(facts(outcome)).toMatchObject([
      { type: 'LotConsumed', data: { quantity: one('20'), location: 'LINE-1', fromIssue: '20' } },
      { type: 'LotConsumed', data: { quantity: one('20'), location: 'MAIN', fromIssue: '0' } },
      { type: 'ConsumptionVarianceFound', data: { quantity: one('5') } },
    ]);
    expect(balanceAfter(outcome)).toEqual({ onHand: '0', reserved: '0', available: '0' });
  });

  it('is a fact also of a held lot and of one that nobody received', () => {
    expect(facts(lot(received, held).when(consumeLot, consumption('5')))).toMatchObject([{ type: 'LotConsumed' }]);
    expect(facts(lot().when(consumeLot, consumption('5')))).toMatchObject([
      { type: 'ConsumptionVarianceFound', data: { quantity: one('5') } },
    ]);
  });
});

describe('a hold', () => {
  const hold = { hold: 'HD-1', subjects: [{ kind: 'lot', id: 'H1' }] } as const;

  it('gates the lot until it is lifted', () => {
    expect(facts(lot(received).when(enforceHold, hold))).toMatchObject([
      {
        type: 'HoldEnforced',
        data: { hold: 'HD-1', after: { usable: false, balance: { onHand: '40', available: '0' } } },
      },
    ]);
    expect(facts(lot(received, held).when(liftHold, hold))).toMatchObject([
      { type: 'HoldLifted', data: { after: { usable: true, balance: { available: '40' } } } },
    ]);
  });

  it('told twice, or lifted without having been placed, changes nothing', () => {
    lot(received, held).when(enforceHold, hold).then([]);
    lot(received).when(liftHold, hold).then([]);
  });

  it('may be there before the unit is received', () => {
    const early = lot().when(enforceHold, { hold: 'HD-1', subjects: [{ kind: 'unit', id: 'H1', item: 'GM-40' }] });
    expect(facts(early)).toMatchObject([
      { type: 'HoldEnforced', data: { lot: 'H1', item: 'GM-40', quantity: one('0') } },
    ]);
  });
});
