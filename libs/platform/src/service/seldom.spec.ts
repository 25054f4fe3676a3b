import { Seldom } from './seldom.js';

describe('what fails again and again', () => {
  let now = 0;
  let said: string[];
  let seldom: Seldom;
  const fails = (sentence: string): void => seldom.say(sentence, () => said.push(sentence));
  beforeEach(() => {
    said = [];
    seldom = new Seldom(() => now);
  });

  it('is said when it begins, and every 30 s while it lasts', () => {
    for (now = 0; now < 65_000; now += 100) fails('away');
    expect(said).toEqual(['away', 'away', 'away']);
  });

  it('is said at once when it becomes something else', () => {
    for (const sentence of ['away', 'refused', 'away', 'refused']) fails(sentence);
    expect(said).toEqual(['away', 'refused']);
  });

  it('does not fill the memory where it is never the same', () => {
    for (let n = 0; n < 1_000; n++) fails(`away since ${n}`);
    expect(said).toHaveLength(1_000);
    expect((seldom as unknown as { said: Map<string, number> }).said.size).toBeLessThanOrEqual(100);
  });
});
