import { putBehind } from './command-behind.js';
import { createLogger } from './logger.js';

const logged = (level: string, ...said: [object, string]): Record<string, unknown> => {
  const lines: string[] = [];
  createLogger(level, { write: (line) => void lines.push(line) }).error(...said);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]) as Record<string, unknown>;
};

describe('a line of the log', () => {
  it('says of an error of the database what it is, and nothing of the row that it was about', () => {
    const driver = Object.assign(new Error('duplicate key value violates unique constraint "people_badge"'), {
      code: '23505',
      detail: 'Key (badge)=(1001) already exists.',
    });
    const err = Object.assign(new Error(driver.message, { cause: driver }), {
      query: 'insert into people (badge, name) values ($1, $2)',
      parameters: ['1001', 'Olga'],
      driverError: driver,
    });
    const line = logged('info', { err }, 'Request failed');
    expect(line.err).toEqual({
      type: 'Error',
      message: driver.message,
      stack: expect.stringContaining('logger.spec'),
      cause: { type: 'Error', message: driver.message, code: '23505', stack: expect.any(String) },
    });
    expect(JSON.stringify(line)).not.toMatch(/1001|Olga/);
  });

  it('names the command behind an error, which whoever logs it does not know', () => {
    const err = new Error('connection lost');
    const ids = { traceId: 'a'.repeat(32), command: 'open-job', commandId: 'c1', streams: ['NH/job/PO-1-10'] };
    putBehind(err, ids);
    expect(logged('info', { err, service: 'tracking' }, 'Background work failed')).toMatchObject({
      ...ids,
      service: 'tracking',
      msg: 'Background work failed',
    });
  });

  it('keeps the first ids that were put behind an error: they are nearest to it', () => {
    const err = new Error('connection lost');
    putBehind(err, { commandId: 'inner' });
    putBehind(err, { commandId: 'outer' });
    expect(logged('info', { err }, 'failed')).toMatchObject({ commandId: 'inner' });
  });
});
