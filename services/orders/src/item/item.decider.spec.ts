import { given, happened, nothing } from '@millwright/event-sourcing';
import { blockItem, defineItem, item, reviseItem, unblockItem } from './item.decider.js';
import type { ItemEvent, ItemRevision } from './item.events.js';

const gear: ItemRevision = {
  item: 'GM-40',
  revision: 'A',
  description: 'Gear motor',
  unit: 'C62',
  tracking: 'serial',
  conversions: [],
};
const released: ItemEvent = { type: 'ItemReleased', data: gear };
const blocked: ItemEvent = { type: 'ItemBlocked', data: { item: 'GM-40', reason: 'recall' } };

describe('defining an item', () => {
  it('releases its first revision', () => {
    nothing()
      .when(defineItem, { ...gear, conversions: undefined })
      .then([happened(item('GM-40'), released)])
      .answering({ item: 'GM-40', revision: 'A' });
  });

  it('is refused for a number that is taken', () => {
    given(item('GM-40'), [released])
      .when(defineItem, { ...gear, revision: 'B', conversions: [] })
      .thenRejected('item-exists', { item: 'GM-40' });
  });

  it.each([
    ['the base unit', [{ unit: 'C62', factor: '2' }], 'C62'],
    [
      'a unit twice',
      [
        { unit: 'CT', factor: '2' },
        { unit: 'CT', factor: '3' },
      ],
      'CT',
    ],
    ['a factor of zero', [{ unit: 'CT', factor: '0.0' }], 'CT'],
  ])('is refused with a conversion of %s', (_what, conversions, unit) => {
    nothing()
      .when(defineItem, { ...gear, conversions })
      .thenRejected('invalid-conversion', { unit });
  });
});

describe('revising an item', () => {
  const revision = { item: 'GM-40', revision: 'B', description: 'Gear motor, quiet' };

  it('keeps what is not said anew', () => {
    given(item('GM-40'), [released])
      .when(reviseItem, revision)
      .then([
        happened(item('GM-40'), {
          type: 'ItemReleased',
          data: { ...gear, revision: 'B', description: 'Gear motor, quiet' },
        }),
      ]);
  });

  it('is refused for an item that is not there', () => {
    nothing().when(reviseItem, revision).thenRejected('unknown-item');
  });

  it('is refused for a revision that is there', () => {
    given(item('GM-40'), [released])
      .when(reviseItem, { ...revision, revision: 'A' })
      .thenRejected('item-revision-exists', { revisions: ['A'] });
  });

  it('cannot change the unit in which stock is counted', () => {
    given(item('GM-40'), [released])
      .when(reviseItem, { ...revision, unit: 'KGM' })
      .thenRejected('unit-mismatch', { expected: 'C62' });
  });
});

describe('blocking an item', () => {
  it('is recorded with its reason', () => {
    given(item('GM-40'), [released])
      .when(blockItem, { item: 'GM-40', reason: 'recall' })
      .then([happened(item('GM-40'), blocked)]);
  });

  it('is refused when it is blocked, and names what is possible', () => {
    const { decision } = given(item('GM-40'), [released, blocked])
      .when(blockItem, { item: 'GM-40', reason: 'again' })
      .thenRejected('illegal-transition');
    expect(decision.rejection?.more.legal).toEqual(['unblock']);
  });

  it('can be taken back', () => {
    given(item('GM-40'), [released, blocked])
      .when(unblockItem, { item: 'GM-40', reason: 'cleared' })
      .then([happened(item('GM-40'), { type: 'ItemUnblocked', data: { item: 'GM-40', reason: 'cleared' } })]);
  });

  it('cannot be taken back when it is not blocked', () => {
    given(item('GM-40'), [released, blocked, { type: 'ItemUnblocked', data: { item: 'GM-40', reason: '' } }])
      .when(unblockItem, { item: 'GM-40', reason: '' })
      .thenRejected('illegal-transition');
  });

  it.each([blockItem, unblockItem])('is refused for an item that is not there', (rule) => {
    nothing().when(rule, { item: 'GM-40', reason: '' }).thenRejected('unknown-item');
  });
});
