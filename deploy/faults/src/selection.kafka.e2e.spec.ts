import { failuresOfRound } from './failures-of-round.js';
import { faults } from './faults/index.js';
import { Plant } from './plant/plant.js';

/** Some of `npm run faults`. */
describe('the distributed system, broken under load', () => {
  it('holds what it promises', async () => {
    const ids = ['F02', 'F18', 'F28', 'F29'];
    expect(await failuresOfRound({ prepare: Plant.prepare, faults }, ids)).toEqual({ played: ids, failed: [] });
  });
});
