import { failuresOfRound } from './failures-of-round.js';
import { siteFaults } from './faults/index.js';
import { SitePlant } from './plant/site-plant.js';

/** Some of `npm run faults -- --runtime site`. */
describe('the site runtime, broken under load', () => {
  it('holds what it promises', async () => {
    const ids = ['F09', 'F28'];
    const runtime = { prepare: SitePlant.prepare, faults: siteFaults };
    expect(await failuresOfRound(runtime, ids)).toEqual({ played: ids, failed: [] });
  });
});
