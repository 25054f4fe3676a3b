import { published, tracking } from '@millwright/contracts';
import { given, type Event } from '@millwright/event-sourcing';
import { consumeLot } from '../material-lot/consume-lot.decider.js';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { LotFact } from '../material-lot/material-lot.events.js';
import { madeUnit } from '../production-receipt/made.decider.js';
import { closeRecall, openRecall, recall } from './recall.decider.js';
import { extendRecall } from './recall-spread.decider.js';

const one = { value: '1', unit: 'C62' };
const unit = (id: string) => ({ kind: 'unit', id, item: 'GM-40' }) as const;
const received = (lot: string): LotFact => ({
  type: 'ProductionReceived',
  data: { lot, item: 'GM-40', quantity: one, location: 'FINISHED', order: 'PO-1' },
});
const shipped: LotFact = {
  type: 'LotShipped',
  data: { lot: 'GM-1', item: 'GM-40', quantity: one, from: 'FINISHED', shipment: 'SH-1', customer: 'C-77' },
};
const supplied: LotFact = {
  type: 'MaterialReceived',
  data: { lot: 'G1', item: 'GS-40', quantity: { value: '3', unit: 'C62' }, location: 'MAIN', movement: '1' },
};
const scrapped = published(tracking.UnitScrapped, {
  unit: 'GM-3',
  item: 'GM-40',
  order: 'PO-1',
  operation: '20',
  reason: 'x',
});
const consumption = published(tracking.MaterialConsumed, {
  product: unit('GM-4'),
  order: 'PO-1',
  operation: '10',
  item: 'GS-40',
  lot: 'G1',
  quantity: one,
  backflushed: false,
});
const plant = () =>
  given(materialLot('G1'), [supplied])
    .given(materialLot('GM-1'), [received('GM-1'), shipped])
    .given(materialLot('GM-2'), [received('GM-2')])
    .given(madeUnit('GM-3'), [scrapped])
    .given(madeUnit('GM-4'), [consumption]);
const open = {
  recall: 'RC-1',
  lot: 'G1',
  reason: 'Cracked',
  descendants: new LookedUp([unit('GM-1'), unit('GM-2'), unit('GM-3'), unit('GM-4')]),
};
const events = ({ decision }: { decision: { events: readonly { event: Event }[] } }) =>
  decision.events.map(({ event }) => event);

describe('a recall', () => {
  it('says where everything is and holds what is still in the plant', () => {
    const outcome = plant().when(openRecall, open);
    expect(outcome.decision.answer).toEqual({
      recall: 'RC-1',
      lot: 'G1',
      inStock: [{ kind: 'lot', id: 'G1', item: 'GS-40' }, unit('GM-2')],
      inProcess: [unit('GM-4')],
      shipped: [{ lot: 'GM-1', shipment: 'SH-1', customer: 'C-77' }],
      scrapped: [unit('GM-3')],
      customers: ['C-77'],
    });
    expect(events(outcome)).toMatchObject([
      { type: 'RecallOpened' },
      ...['G1', 'GM-2', 'GM-4'].map((lot) => ({ type: 'HoldEnforced', data: { lot, hold: 'RC-1', recall: true } })),
    ]);
  });

  it('is refused for a lot that nobody knows, and twice', () => {
    plant()
      .when(openRecall, { ...open, lot: 'G9', descendants: new LookedUp([]) })
      .thenRejected('unknown-lot', { lot: 'G9' });
    plant()
      .given(recall('RC-1'), [events(plant().when(openRecall, open))[0] as never])
      .when(openRecall, open)
      .thenRejected('recall-exists');
  });

  const recalled = () => {
    const [opened, ...holds] = events(plant().when(openRecall, open));
    return holds.reduce(
      (all, hold) => all.given(materialLot((hold.data as { lot: string }).lot), [hold as LotFact]),
      plant().given(recall('RC-1'), [opened as never]),
    );
  };

  it('goes on to what the lot is found in later', () => {
    const late = recalled().when(consumeLot, {
      product: unit('GM-5'),
      order: 'PO-1',
      item: 'GS-40',
      lot: 'G1',
      quantity: one,
    });
    expect(events(late)).toMatchObject([
      { type: 'LotConsumed', data: { lot: 'G1' } },
      { type: 'HoldEnforced', data: { lot: 'GM-5', hold: 'RC-1' } },
      { type: 'RecallExtended', data: { subject: unit('GM-5'), inProcess: [unit('GM-4'), unit('GM-5')] } },
    ]);
    expect(events(recalled().when(extendRecall, { recall: 'RC-1', subject: unit('GM-6') }))).toMatchObject([
      { type: 'RecallExtended' },
      { type: 'HoldEnforced', data: { lot: 'GM-6' } },
    ]);
  });

  it('counts nothing twice', () => {
    for (const id of ['GM-1', 'GM-2', 'GM-3', 'G1'])
      recalled()
        .when(extendRecall, { recall: 'RC-1', subject: unit(id) })
        .then([]);
  });

  it('closed, lets go of what it held', () => {
    expect(events(recalled().when(closeRecall, { recall: 'RC-1', reason: 'Tested' }))).toMatchObject([
      { type: 'RecallClosed' },
      ...['G1', 'GM-2', 'GM-4'].map((lot) => ({ type: 'HoldLifted', data: { lot } })),
    ]);
    plant().when(closeRecall, { recall: 'RC-1', reason: 'Tested' }).thenRejected('unknown-recall');
  });
});
