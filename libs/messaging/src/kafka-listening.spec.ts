import { KafkaListening } from './kafka-listening.js';

describe('listening to a broker that comes and goes', () => {
  it('survives that a consumer joins its group when it was given up already', async () => {
    const joined: (() => void)[] = [];
    const consumer = {
      events: { FETCH: 'fetch', GROUP_JOIN: 'join' },
      on: (event: string, listener: () => void) => void (event === 'join' && joined.push(listener)),
      connect: async () => undefined,
      subscribe: async () => undefined,
      run: async () => joined.forEach((listener) => listener()),
      seek: () => {
        throw new Error('Consumer group was not initialized');
      },
      disconnect: async () => undefined,
    };
    const topics = {
      ensure: async () => undefined,
      nameOf: (service: string) => service,
      stretches: async () => new Map(),
    };
    const listener = {
      name: 'tracking',
      sources: ['orders'],
      hear: async () => undefined,
      readFrom: async () => [{ source: 'orders', partition: 0, offset: '7' }],
      lost: async () => undefined,
    };
    const problems: string[] = [];
    const kafka = { consumer: () => consumer };
    const listening = new KafkaListening(kafka as never, topics as never, listener, (problem) =>
      problems.push(problem),
    );
    await listening.start();
    await new Promise(setImmediate);
    expect(problems).toEqual([expect.stringContaining('could not be told where to go on reading')]);
    await listening.stop();
  });
});
