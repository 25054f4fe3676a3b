import { isDeepStrictEqual } from 'node:util';

/** Says what held and what did not, as it goes. */
export class Checks {
  held = 0;
  failed = 0;

  check(name, holds, detail = '') {
    if (holds) this.held++;
    else this.failed++;
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}${holds ? '' : detail}`);
  }

  equal(name, actual, expected) {
    const shown = JSON.stringify(expected);
    this.check(
      `${name}${shown.length < 60 ? `: ${shown}` : ''}`,
      isDeepStrictEqual(actual, expected),
      `, but it is ${JSON.stringify(actual)?.slice(0, 500)}`,
    );
  }

  /** The values of `expected`, whatever else there is. */
  has(name, actual, expected) {
    const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key]]));
    this.equal(name, picked, expected);
  }

  /** The exit code. */
  report() {
    console.log(`\n${this.held} held, ${this.failed} failed`);
    return this.failed === 0 && this.held > 0 ? 0 : 1;
  }
}
