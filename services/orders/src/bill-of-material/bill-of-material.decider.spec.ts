import { given, happened, nothing } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import type { ItemEvent } from '../item/item.events.js';
import { releasedRevisions } from '../released-revisions/released-revisions.decider.js';
import { billOfMaterial, draftBillOfMaterial, releaseBillOfMaterial } from './bill-of-material.decider.js';
import type { BillOfMaterialEvent } from './bill-of-material.events.js';

const defined = (number: string, conversions: { unit: string; factor: string }[] = []): ItemEvent => ({
  type: 'ItemReleased',
  data: { item: number, revision: 'A', description: '', unit: 'C62', tracking: 'lot', conversions },
});
const pieces = (value: string, unit = 'C62') => ({ value, unit });
const line = (number: string, quantity = pieces('1'), operation = '10') => ({ operation, item: number, quantity });
const drafted = (product: string, ...components: string[]): BillOfMaterialEvent => ({
  type: 'BillOfMaterialDrafted',
  data: { item: product, revision: 'A', lines: components.map((one) => ({ ...line(one), backflush: false })) },
});
const plant = () =>
  given(item('GM-40'), [defined('GM-40')])
    .given(item('GEAR'), [defined('GEAR')])
    .given(item('SCR-8'), [defined('SCR-8', [{ unit: 'CT', factor: '40' }])]);

describe('drafting', () => {
  it('keeps the lines in base units and says that there is a bill of material', () => {
    plant()
      .when(draftBillOfMaterial, {
        item: 'GM-40',
        revision: 'A',
        lines: [{ ...line('SCR-8', pieces('0.1', 'CT')), backflush: true }],
      })
      .then([
        happened(billOfMaterial('GM-40', 'A'), {
          type: 'BillOfMaterialDrafted',
          data: {
            item: 'GM-40',
            revision: 'A',
            lines: [{ operation: '10', item: 'SCR-8', quantity: pieces('4'), backflush: true }],
          },
        }),
        happened(releasedRevisions('GM-40'), { type: 'BillOfMaterialStarted', data: { item: 'GM-40', revision: 'A' } }),
      ]);
  });

  it.each([
    ['an unknown product', { item: 'NONE', lines: [] }, 'unknown-item'],
    ['an unknown component', { item: 'GM-40', lines: [line('NONE')] }, 'unknown-item'],
    [
      'a unit that the component does not know',
      { item: 'GM-40', lines: [line('SCR-8', pieces('1', 'KGM'))] },
      'unit-mismatch',
    ],
    ['a line twice', { item: 'GM-40', lines: [line('SCR-8'), line('SCR-8')] }, 'duplicate-line'],
    ['the product in itself', { item: 'GM-40', lines: [line('GM-40')] }, 'bill-of-material-contains-itself'],
  ])('is refused with %s', (_what, command, code) => {
    plant()
      .when(draftBillOfMaterial, { revision: 'A', ...command })
      .thenRejected(code);
  });

  it('is refused for a revision that is there', () => {
    plant()
      .given(billOfMaterial('GM-40', 'A'), [drafted('GM-40')])
      .when(draftBillOfMaterial, { item: 'GM-40', revision: 'A', lines: [] })
      .thenRejected('bill-of-material-exists');
  });
});

describe('releasing', () => {
  it('makes it the current one', () => {
    plant()
      .given(billOfMaterial('GM-40', 'A'), [drafted('GM-40', 'GEAR')])
      .when(releaseBillOfMaterial, { item: 'GM-40', revision: 'A' })
      .then([
        happened(billOfMaterial('GM-40', 'A'), {
          type: 'BillOfMaterialReleased',
          data: { item: 'GM-40', revision: 'A' },
        }),
        happened(releasedRevisions('GM-40'), {
          type: 'BillOfMaterialBecameCurrent',
          data: { item: 'GM-40', revision: 'A' },
        }),
      ]);
  });

  it('is refused when it was drafted before a component came to contain the product', () => {
    plant()
      .given(billOfMaterial('GM-40', 'A'), [drafted('GM-40', 'GEAR')])
      .given(billOfMaterial('GEAR', 'A'), [drafted('GEAR', 'SCR-8', 'GM-40')])
      .given(releasedRevisions('GEAR'), [
        { type: 'BillOfMaterialBecameCurrent', data: { item: 'GEAR', revision: 'A' } },
      ])
      .when(releaseBillOfMaterial, { item: 'GM-40', revision: 'A' })
      .thenRejected('bill-of-material-contains-itself', { way: ['GM-40', 'GEAR', 'GM-40'] });
  });

  it('is refused when there is none, and the second time', () => {
    nothing().when(releaseBillOfMaterial, { item: 'GM-40', revision: 'A' }).thenRejected('unknown-bill-of-material');
    given(billOfMaterial('GM-40', 'A'), [
      drafted('GM-40'),
      { type: 'BillOfMaterialReleased', data: { item: 'GM-40', revision: 'A' } },
    ])
      .when(releaseBillOfMaterial, { item: 'GM-40', revision: 'A' })
      .thenRejected('illegal-transition');
  });
});
