import { alternate } from './rounds.js';

describe('rounds', () => {
  it('let everybody warm up, then alternate, and count what came after the warm-up', async () => {
    const order: string[] = [];
    const contestant = (name: string) => async (round: number) => {
      order.push(`${name}${round}`);
      return round * 10;
    };
    const samples = await alternate(3, { ours: contestant('o'), peer: contestant('p') });
    expect(order).toEqual(['o0', 'p0', 'p1', 'o1', 'o2', 'p2', 'p3', 'o3']);
    expect(samples).toEqual({ ours: [10, 20, 30], peer: [10, 20, 30] });
  });

  it('end with the error of a contestant', async () => {
    const failing = async (round: number): Promise<number> => {
      if (round === 2) throw new Error('counted 9 of 10 events');
      return 1;
    };
    await expect(alternate(3, { failing })).rejects.toThrow('counted 9 of 10 events');
  });
});
