import type { ArgumentsHost } from '@nestjs/common';
import { pino } from 'pino';
import { ProblemFilter } from './problem-filter.js';

interface Line {
  readonly msg: string;
  readonly refused?: number;
}

function filter() {
  const lines: Line[] = [];
  const answers: string[] = [];
  const reply = {
    header: () => reply,
    status: (status: number) => (answers.push(String(status)), reply),
    type: () => reply,
    send: () => reply,
  };
  const request = {
    method: 'GET',
    url: '/api/orders/v1/items',
    headers: {},
    routeOptions: { url: '/api/orders/v1/items' },
  };
  const host = { switchToHttp: () => ({ getResponse: () => reply, getRequest: () => request }) };
  const made = new ProblemFilter(pino({}, { write: (text: string) => void lines.push(JSON.parse(text) as Line) }));
  return { lines, answers, fails: (error: unknown) => made.catch(error, host as unknown as ArgumentsHost) };
}

describe('what is logged of requests that fail', () => {
  it('is one line while the database is away, however many they are', () => {
    const { lines, answers, fails } = filter();
    for (let n = 0; n < 100; n++) fails(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    expect(lines).toEqual([expect.objectContaining({ msg: 'Requests fail: the database is away', refused: 1 })]);
    expect(new Set(answers)).toEqual(new Set(['503']));
  });

  it('is each one that is our fault', () => {
    const { lines, answers, fails } = filter();
    for (let n = 0; n < 3; n++) fails(new Error('a bug'));
    expect(lines.map(({ msg }) => msg)).toEqual(Array(3).fill('Request failed'));
    expect(answers).toEqual(['500', '500', '500']);
  });
});
