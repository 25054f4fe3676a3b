import { figures } from './figures.js';

describe('the quantities of the story come to the figures that the plant is known by', () => {
  it('material', () => {
    expect(figures.left).toEqual({ 'HS-40': 20, 'GS-40': 12, 'MT-40': 0, 'SC-M4': 880, 'BX-40': 31 });
    expect(figures.leftOfLot).toEqual({ G1: 0, G2: 12 });
    expect(figures.shortMotors).toBe(2);
    expect(figures.inFinishedAfterShipping).toBe(9);
  });

  it('production', () => {
    expect([figures.good, figures.scrapped, figures.cycles]).toEqual([19, 1, 21]);
    expect(figures.recalled).toHaveLength(12);
    expect(figures.recalled.at(-1)).toBe('GM-0012');
  });

  it('the shift', () => {
    expect(figures.minutes).toEqual({ planned: 480, planBusy: 450, production: 290, withoutWork: 120, break: 30 });
    expect(figures.oee).toEqual({
      availability: [290, 450],
      effectiveness: [240, 290],
      quality: [18, 20],
      percent: '48.0',
      value: '0.480000',
    });
    expect(figures.oeeQuantities).toEqual({ PQ: 20, GQ: 18, SQ: 1, RQ: 1 });
  });
});
