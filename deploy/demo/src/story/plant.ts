/** The quantities, names and times of the story, in one place. */
export const plant = {
  site: 'NH',
  timeZone: 'Europe/Berlin',
  product: 'GM-40',
  revision: 'A',
  order: { number: 'PO-1001', external: 'ERP-77310', quantity: 20 },
  workCenters: { assembly: 'ASSY-1', test: 'TEST-1', packing: 'PACK-1' },
  operations: { assembly: '10', test: '20', packing: '30' },
  locations: { store: 'MAIN', line: 'LINE-1', finished: 'FINISHED', shipped: 'SHIPPED', scrap: 'SCRAP' },
  machine: { asset: 'ASSY-1-PRESS', meter: 'ASSY-1-CYCLES', plan: 'LUB-ASSY-1', everyCycles: 20 },
  spare: { item: 'BE-07', lot: 'W1', received: 2, used: 1 },
  inspectionPlan: 'IP-GM-40',
  skill: { skill: 'assembly', level: 2 },
  units: 'GM-{0000}',
  shift: { name: 'early', start: '06:00', end: '14:00', break: { start: '09:00', end: '09:30' } },
  minutes: { setup: 15, unit: 14, idealUnit: 12, stop: 25, rework: 10, test: 2, pack: 2 },
  stopAfterUnit: 9,
  /** Units that fail the test: one is reworked, one is scrapped. */
  failures: {
    rework: { unit: 7, noise: '64.1', from: '10' },
    scrap: { unit: 12, current: '1.62' },
  },
  gearSets: { first: 'G1', second: 'G2', firstUntilUnit: 12 },
  shipment: { number: 'SH-1', customer: 'C-77', units: 10 },
  recall: { number: 'RC-1', lot: 'G1', reason: 'supplier reports cracked teeth' },
} as const;

/** What one unit of the product takes, and where. */
export const components = [
  { item: 'HS-40', operation: '10', each: 1, backflush: false },
  { item: 'GS-40', operation: '10', each: 1, backflush: false },
  { item: 'MT-40', operation: '10', each: 1, backflush: false },
  { item: 'SC-M4', operation: '10', each: 6, backflush: true },
  { item: 'BX-40', operation: '30', each: 1, backflush: true },
] as const;

export const items = [
  { item: 'GM-40', description: 'Gear motor 40', tracking: 'serial' },
  { item: 'HS-40', description: 'Housing 40', tracking: 'lot' },
  { item: 'GS-40', description: 'Gear set 40', tracking: 'lot' },
  { item: 'MT-40', description: 'Motor 40', tracking: 'serial' },
  { item: 'SC-M4', description: 'Screw M4x12', tracking: 'lot' },
  { item: 'BX-40', description: 'Shipping box 40', tracking: 'lot' },
  { item: 'BE-07', description: 'Drive belt of the press', tracking: 'lot' },
] as const;

export const lots = [
  { lot: 'H1', item: 'HS-40', quantity: 40, supplier: 'S-10', supplierLot: 'CAST-4410', purchaseOrder: '4500098701' },
  { lot: 'G1', item: 'GS-40', quantity: 12, supplier: 'S-20', supplierLot: 'GT-0815', purchaseOrder: '4500098702' },
  { lot: 'G2', item: 'GS-40', quantity: 20, supplier: 'S-20', supplierLot: 'GT-0816', purchaseOrder: '4500098702' },
  { lot: 'S1', item: 'SC-M4', quantity: 1000, supplier: 'S-30', supplierLot: 'SCR-2207', purchaseOrder: '4500098703' },
  { lot: 'B1', item: 'BX-40', quantity: 50, supplier: 'S-40', supplierLot: 'BOX-118', purchaseOrder: '4500098704' },
] as const;

export const motors = {
  item: 'MT-40',
  supplier: 'S-50',
  purchaseOrder: '4500098705',
  firstDelivery: 18,
  secondDelivery: 2,
} as const;

export const unitNumber = (n: number): string => `GM-${String(n).padStart(4, '0')}`;
export const motorNumber = (n: number): string => `M${String(n).padStart(3, '0')}`;
export const motorSupplierLot = (n: number): string => `MOT-${String(5000 + n)}`;
export const gearSetOf = (n: number): string =>
  n <= plant.gearSets.firstUntilUnit ? plant.gearSets.first : plant.gearSets.second;

/** 1 to n */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
export const pieces = (value: number | string): { value: string; unit: string } => ({
  value: String(value),
  unit: 'C62',
});
