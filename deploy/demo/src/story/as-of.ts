import { type Json, at, pick } from '../json.js';
import { figures } from './figures.js';
import { plant } from './plant.js';
import type { Stage } from './stage.js';

const path = `/production-orders/${plant.order.number}`;

/** Two times: what had occurred by then, and what had been recorded by then. */
export async function asOf(stage: Stage): Promise<void> {
  const afterRelease = stage.times.on('05:31');
  const endOfShift = stage.times.shift.end;
  const { afterRelease: recordedThen } = stage.memory.recorded;
  const { good, scrapped } = figures;
  const produced = async (query: string): Promise<Json> =>
    pick(await stage.orders.get(`${path}?${query}`), 'status', 'produced');
  stage.check(
    'as of the minute after the release',
    { status: 'released', produced: '0' },
    await produced(`asOf=${afterRelease}`),
  );
  stage.check(
    'as of the end of the shift',
    { status: 'closed', produced: String(good) },
    await produced(`asOf=${endOfShift}`),
  );
  stage.check(
    'as of 13:41, after the completion',
    { status: 'completed', produced: String(good) },
    await produced(`asOf=${stage.times.on('13:41')}`),
  );
  stage.check(
    'known when the release had been recorded',
    { status: 'released', produced: '0' },
    await produced(`knownAt=${recordedThen}`),
  );
  stage.check(
    'known then of the end of the shift',
    { status: 'released', produced: '0' },
    await produced(`knownAt=${recordedThen}&asOf=${endOfShift}`),
  );
  const now = await stage.orders.get(`${path}?knownAt=${new Date().toISOString()}`);
  stage.check('known now', { produced: String(good), scrapped: String(scrapped) }, pick(now, 'produced', 'scrapped'));
  const unit = await stage.tracking.get(`/units/GM-0007?asOf=${stage.times.on('12:00')}`);
  stage.check('as of noon, unit 7 has not been reworked', 'in-process', at(unit, 'status'));
  stage.say(
    `As of a minute after its release the order shows 0 produced, as of the end of the shift ${good}; by what was recorded at the release, 0 for both.`,
  );
}
