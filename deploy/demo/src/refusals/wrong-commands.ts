const kilograms = { value: '1', unit: 'KGM' };
const pieces = (value: string): object => ({ value, unit: 'C62' });
const reason = 'to see it refused';
const line = { operation: '10', item: 'HS-40', quantity: pieces('1') };
const operation = { operation: '10', description: 'assemble', workCenter: 'ASSY-1' };
const lotH1 = { kind: 'lot', id: 'H1' };

/** Well-formed commands that name what is not there, count in the wrong unit, or come at the wrong time. */
export const wrongCommands: readonly [path: string, body: object, status: number, code: string][] = [
  ['orders/v1/production-orders', { order: 'PO-9', item: 'NO-SUCH', quantity: pieces('1') }, 404, 'unknown-item'],
  ['orders/v1/production-orders', { order: 'PO-9', item: 'GM-40', quantity: kilograms }, 422, 'unit-mismatch'],
  ['orders/v1/production-orders', { order: 'PO-9', item: 'GM-40', quantity: pieces('1.5') }, 422, 'quantity-not-whole'],
  ['orders/v1/production-orders', { order: 'PO-9', item: 'GM-40', quantity: pieces('0.00') }, 422, 'invalid-request'],
  [
    'orders/v1/production-orders',
    { order: 'PO-1', item: 'GM-40', quantity: pieces('1') },
    409,
    'production-order-exists',
  ],
  ['orders/v1/production-orders/PO-1/complete', { good: pieces('1') }, 409, 'illegal-transition'],
  ['orders/v1/production-orders/PO-1/resume', {}, 409, 'illegal-transition'],
  ['orders/v1/production-orders/PO-2/plan', {}, 409, 'illegal-transition'],
  ['orders/v1/production-orders/PO-2/complete', { good: kilograms }, 422, 'unit-mismatch'],
  ['orders/v1/production-orders/PO-2/complete', { good: pieces('11') }, 409, 'more-than-passed'],
  ['orders/v1/items/HS-40/revisions', { revision: 'B', description: 'x', unit: 'KGM' }, 422, 'unit-mismatch'],
  ['orders/v1/items/HS-40/unblock', { reason }, 409, 'illegal-transition'],
  ['orders/v1/bills-of-material', { item: 'NO-SUCH', revision: 'B', lines: [line] }, 404, 'unknown-item'],
  [
    'orders/v1/bills-of-material',
    { item: 'GM-40', revision: 'B', lines: [{ ...line, item: 'X' }] },
    404,
    'unknown-item',
  ],
  [
    'orders/v1/bills-of-material',
    { item: 'GM-40', revision: 'B', lines: [{ ...line, quantity: kilograms }] },
    422,
    'unit-mismatch',
  ],
  [
    'orders/v1/routings',
    { item: 'GM-40', revision: 'B', operations: [{ ...operation, workCenter: 'X' }] },
    404,
    'unknown-work-center',
  ],
  [
    'orders/v1/routings',
    { item: 'GM-40', revision: 'B', operations: [{ ...operation, after: ['10'] }] },
    422,
    'cyclic-routing',
  ],

  ['tracking/v1/units', { order: 'NO-SUCH' }, 404, 'unknown-production-order'],
  ['tracking/v1/lots-in-process', { order: 'PO-2', quantity: kilograms }, 422, 'unit-mismatch'],
  ['tracking/v1/jobs/PO-2/10/report', { good: kilograms }, 422, 'unit-mismatch'],
  ['tracking/v1/machines/NO-SUCH/states', { state: 'down', reason }, 404, 'unknown-work-center'],

  ['quality/v1/inspections', { plan: 'NO-SUCH', subject: lotH1 }, 404, 'unknown-inspection-plan'],
  ['quality/v1/inspections', { plan: 'P-1', subject: lotH1 }, 409, 'inspection-plan-not-released'],
  ['quality/v1/inspection-plans/P-1/A/withdraw', { reason }, 409, 'illegal-transition'],
  ['quality/v1/nonconformances', { subject: lotH1, defect: 'rust', quantity: kilograms }, 422, 'unit-mismatch'],
  ['quality/v1/nonconformances', { subject: lotH1, defect: 'rust', quantity: pieces('41') }, 409, 'more-than-received'],
  [
    'quality/v1/nonconformances',
    { subject: lotH1, defect: 'rust', quantity: pieces('1'), order: 'X' },
    404,
    'unknown-production-order',
  ],

  [
    'inventory/v1/receipts',
    { lot: 'H9', item: 'NO-SUCH', quantity: pieces('1'), location: 'MAIN' },
    404,
    'unknown-item',
  ],
  [
    'inventory/v1/receipts',
    { lot: 'H9', item: 'HS-40', quantity: pieces('1'), location: 'X' },
    404,
    'unknown-location',
  ],
  ['inventory/v1/receipts', { lot: 'H9', item: 'HS-40', quantity: kilograms, location: 'MAIN' }, 422, 'unit-mismatch'],
  [
    'inventory/v1/receipts',
    { lot: 'G9', item: 'GM-40', quantity: pieces('2'), location: 'MAIN' },
    422,
    'serial-quantity',
  ],
  ['inventory/v1/receipts', { lot: 'H1', item: 'HS-40', quantity: pieces('1'), location: 'MAIN' }, 409, 'lot-exists'],
  ['inventory/v1/lots/H1/move', { from: 'MAIN', to: 'X', quantity: pieces('1') }, 404, 'unknown-location'],
  ['inventory/v1/lots/H1/move', { from: 'MAIN', to: 'LINE-1', quantity: kilograms }, 422, 'unit-mismatch'],
  ['inventory/v1/lots/H1/move', { from: 'MAIN', to: 'LINE-1', quantity: pieces('41') }, 409, 'not-enough-there'],
  ['inventory/v1/lots/H1/adjust', { location: 'MAIN', counted: kilograms, reason }, 422, 'unit-mismatch'],
  ['inventory/v1/lots/H1/unblock', { reason }, 409, 'illegal-transition'],
  ['inventory/v1/lots/H1/reverse', { movement: 'X', reason }, 404, 'unknown-movement'],
  ['inventory/v1/reservations', { purpose: 'test', item: 'HS-40', quantity: kilograms }, 422, 'unit-mismatch'],
  [
    'inventory/v1/reservations',
    { purpose: 'test', item: 'HS-40', quantity: pieces('41') },
    409,
    'not-enough-available',
  ],
  ['inventory/v1/demands/X/issue', { to: 'LINE-1' }, 404, 'unknown-demand'],
  ['inventory/v1/production-receipts', { order: 'PO-2', units: ['X'], location: 'MAIN' }, 409, 'unit-not-completed'],
  ['inventory/v1/shipments', { shipment: 'SH-9', customer: 'C-77', lots: ['X'] }, 404, 'unknown-lot'],
  [
    'inventory/v1/shipments',
    { shipment: 'SH-9', customer: 'C-77', parts: [{ lot: 'H1', quantity: kilograms }] },
    422,
    'unit-mismatch',
  ],
  ['inventory/v1/recalls', { recall: 'RC-9', lot: 'X', reason }, 404, 'unknown-lot'],
  ['inventory/v1/locations/MAIN/reopen', { reason }, 409, 'illegal-transition'],

  ['maintenance/v1/assets', { asset: 'A-9', description: 'x', parent: 'X' }, 404, 'unknown-asset'],
  ['maintenance/v1/assets', { asset: 'PRESS-1/2026', description: 'x' }, 422, 'invalid-request'],
  ['maintenance/v1/assets/PRESS-1/release', {}, 409, 'asset-not-down'],
  ['maintenance/v1/meters', { meter: 'M-9', asset: 'X', unit: 'C62' }, 404, 'unknown-asset'],
  [
    'maintenance/v1/meters',
    { meter: 'M-9', asset: 'PRESS-1', unit: 'C62', counts: 'running-time-of-work-center' },
    422,
    'unit-mismatch',
  ],
  ['maintenance/v1/meters', { meter: 'M-9', asset: 'PRESS-1', unit: 'pieces' }, 422, 'invalid-request'],
  [
    'maintenance/v1/plans',
    { plan: 'P-9', asset: 'PRESS-1', description: 'x', every: { meter: 'X', value: '1' } },
    404,
    'unknown-meter',
  ],
  [
    'maintenance/v1/plans',
    { plan: 'P-9', asset: 'PRESS-1', description: 'x', every: { days: 7 } },
    422,
    'interval-unclear',
  ],
  ['maintenance/v1/work-orders', { asset: 'X', kind: 'corrective', reason }, 404, 'unknown-asset'],
  ['maintenance/v1/requests', { asset: 'X', reason }, 404, 'unknown-asset'],
  ['maintenance/v1/requests/MR-1/accept', { workOrder: 'X' }, 404, 'unknown-work-order'],
];

/** Of each kind one, that there can be once. */
export const createdOnce: Readonly<Record<string, object>> = {
  'orders/v1/items': { item: 'ONE', revision: 'A', description: 'x', unit: 'C62', tracking: 'lot' },
  'orders/v1/work-centers': { workCenter: 'ONE', description: 'x' },
  'orders/v1/production-orders': { order: 'ONE', item: 'HS-40', quantity: pieces('1') },
  'tracking/v1/people': { badge: 'ONE', name: 'Olga One' },
  'quality/v1/inspection-plans': { plan: 'ONE', revision: 'A', characteristics: [{ characteristic: 'noise' }] },
  'quality/v1/holds': { hold: 'ONE', subjects: [{ kind: 'lot', id: 'ONE' }], reason },
  'inventory/v1/locations': { location: 'ONE', description: 'x', kind: 'store' },
  'inventory/v1/containers': { container: 'ONE', location: 'MAIN' },
  'maintenance/v1/assets': { asset: 'ONE', description: 'x' },
  'maintenance/v1/requests': { request: 'ONE', asset: 'PRESS-1', reason },
};
