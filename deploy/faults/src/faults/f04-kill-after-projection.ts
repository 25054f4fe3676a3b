import type { ServiceName } from '../services.js';
import type { CompletedStatement } from '../proxy/postgres-watch.js';
import { bringBack } from './bring-back.js';
import type { Fault, Ground } from './fault.js';

const COMES_WITHIN_MS = 30_000;

/**
 * Here the offset is the mark of hearing, moved by the append that stores what was heard, and the checkpoint of the read
 * models, moved by their transaction: the service dies when each of them is committed and it does not know.
 */
export const killAfterProjection: Fault = {
  id: 'F04',
  title: 'kill -9 between the commit of what was heard or projected and whatever follows',
  async inject(ground) {
    for (const service of ground.random
      .shuffled<ServiceName>(['orders', 'tracking', 'inventory'])
      .slice(0, ground.times(2, 3))) {
      await dieAt(service, 'heard', ({ text }) => text.includes('hear_events('), ground);
      await dieAt(
        service,
        'projected',
        ({ application, tag }) => tag === 'COMMIT' && application.includes('read models'),
        ground,
      );
    }
  },
};

async function dieAt(
  service: ServiceName,
  what: string,
  isMoment: (statement: CompletedStatement) => boolean,
  { plant, expect }: Ground,
): Promise<void> {
  const [replica] = plant.replicasOf(service);
  const reached = plant.database.completed.next(
    (statement) => statement.application.startsWith(service) && isMoment(statement),
    () => replica.killNow(),
    COMES_WITHIN_MS,
  );
  expect(`${service}: died when it had ${what}`, await reached);
  await bringBack(replica);
}
