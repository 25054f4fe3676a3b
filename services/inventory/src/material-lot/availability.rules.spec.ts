import { availableOf, overReserved, type Stock } from './availability.rules.js';

const at = '2026-01-05T08:00:00.000Z';
const stock: Stock = { onHand: '20', reserved: '5', issued: '3', quarantined: '2', usable: true };

describe('what is available', () => {
  it('is on hand less reserved, issued and in quarantine', () => expect(availableOf(stock, at)).toBe('10'));
  it('is nothing of what is held or blocked', () => expect(availableOf({ ...stock, usable: false }, at)).toBe('0'));
  it('is nothing of what has expired, from the very instant', () => {
    expect(availableOf({ ...stock, expiresAt: at }, at)).toBe('0');
    expect(availableOf({ ...stock, expiresAt: '2026-01-05T08:00:01.000Z' }, at)).toBe('10');
  });
  it('is never below zero', () => expect(availableOf({ ...stock, onHand: '4' }, at)).toBe('0'));
});

describe('what is reserved beyond what there is', () => {
  it('is nothing as long as the stock covers it', () => expect(overReserved(stock, at)).toBe('0'));
  it('is what the stock does not cover', () => expect(overReserved({ ...stock, onHand: '8' }, at)).toBe('2'));
  it('is all of it once the lot is held or has expired', () => {
    expect(overReserved({ ...stock, usable: false }, at)).toBe('5');
    expect(overReserved({ ...stock, expiresAt: at }, at)).toBe('5');
  });
});
