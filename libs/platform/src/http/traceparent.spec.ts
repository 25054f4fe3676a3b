import { ownTraceparent } from './traceparent.js';

describe('the trace of a request', () => {
  it('goes on from that of the caller', () => {
    const own = ownTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
    expect(own).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(own).not.toContain('00f067aa0ba902b7');
  });

  it.each([
    undefined,
    '',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  ])('begins anew without a well-formed one: %s', (callers) =>
    expect(ownTraceparent(callers)).toMatch(/^00-(?!0{32}|4bf)[0-9a-f]{32}-[0-9a-f]{16}-00$/),
  );
});
