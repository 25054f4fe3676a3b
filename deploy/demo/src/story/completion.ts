import { at, list, pick } from '../json.js';
import { waitFor } from '../waiting.js';
import { figures } from './figures.js';
import { pieces, plant } from './plant.js';
import type { Stage } from './stage.js';

const order = plant.order.number;
const path = `/production-orders/${order}`;

export async function completion(stage: Stage): Promise<void> {
  const { good, scrapped, quantity } = figures;
  const act = stage.act('planner', 'OFFICE', stage.times.on('13:40'));
  const counted = { produced: String(good), qualityPassed: String(good), scrapped: String(scrapped) };
  await waitFor(
    'orders has heard of everything',
    () => stage.orders.get(path),
    (seen) => at(seen, 'produced') === counted.produced && at(seen, 'qualityPassed') === counted.qualityPassed,
  );
  await stage.comes('completion: what the order knows', counted, async () =>
    pick(await stage.orders.get(path), 'produced', 'qualityPassed', 'scrapped'),
  );
  const tooMany = await stage.orders.send(`${path}/complete`, { good: pieces(quantity), scrapped: pieces(0) }, act);
  const facts = { claimed: String(quantity), lastOperationGood: String(good), qualityPassed: String(good) };
  stage.refused(`completion: ${quantity} good units cannot be claimed`, tooMany, {
    status: 409,
    code: 'more-than-passed',
    ...facts,
  });
  stage.say(`Claiming ${quantity} good units is refused: ${good} passed.`);
  await stage.orders.do(`${path}/complete`, { good: pieces(good), scrapped: pieces(scrapped) }, act);
  const completed = await stage.orders.get(path);
  stage.check('completion: status', 'completed', at(completed, 'status'));
  stage.check(
    'completion: good and scrapped',
    { good: String(good), scrapped: String(scrapped) },
    { good: amount(at(completed, 'completed.good')), scrapped: amount(at(completed, 'completed.scrapped')) },
  );
  await closed(stage);
}

async function closed(stage: Stage): Promise<void> {
  await stage.orders.do(`${path}/close`, {}, stage.act('planner', 'OFFICE', stage.times.on('13:45')));
  stage.check('completion: closed', 'closed', at(await stage.orders.get(path), 'status'));
  const reopen = await stage.orders.send(
    `${path}/reopen`,
    { reason: 'one more' },
    stage.act('planner', 'OFFICE', stage.times.on('13:46')),
  );
  stage.refused('completion: a closed order is not reopened', reopen, { status: 409, code: 'illegal-transition' });
  stage.check('completion: nothing is legal for a closed order', [], list(reopen.body, 'legal'));
  stage.say(
    `${order} is completed with ${figures.good} good and ${figures.scrapped} scrapped, and closed; reopening is refused.`,
  );
}

/** The value, whether it comes with its unit or without. */
const amount = (quantity: ReturnType<typeof at>) => at(quantity, 'value') ?? quantity ?? null;
