/** About 300 bytes of JSON, as the measurement of a part on the shop floor is. */
export const dataOf = (n: number): object => ({
  order: `PO-${String(n).padStart(8, '0')}`,
  operation: 20,
  workCenter: 'MILL-07',
  characteristic: 'bore diameter, left flange, after finishing',
  value: { amount: `${(n % 1000) / 100}`, unit: 'mm' },
  limits: { lower: '0.00', upper: '9.99', unit: 'mm' },
  instrument: 'gauge-0042, calibrated and sealed until the end of the year',
  verdict: 'within limits',
});
