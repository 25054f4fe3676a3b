import { refuseDepth } from './depth.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('the depth of a body', () => {
  it.each([undefined, null, 5, 'text', {}, nested(20), { a: [{ b: null }] }].map((body) => ({ body })))(
    'may be $body',
    ({ body }) => expect(() => refuseDepth(body)).not.toThrow(),
  );

  it.each([nested(22), nested(5_000), [[1], { a: nested(30) }]].map((body) => ({ body })))('is limited', ({ body }) =>
    expect(() => refuseDepth(body)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'nested-too-deep' }) }),
    ),
  );
});
