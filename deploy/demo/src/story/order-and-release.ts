import { type Json, at, list, pick } from '../json.js';
import { waitFor } from '../waiting.js';
import { figures } from './figures.js';
import { components, pieces, plant } from './plant.js';
import type { Stage } from './stage.js';

const { number: order, external: externalOrder, quantity } = plant.order;
const { product: item, revision } = plant;
const path = `/production-orders/${order}`;

export async function orderAndRelease(stage: Stage): Promise<void> {
  await orderedTwice(stage);
  await releaseRefused(stage);
  await cured(stage);
  await released(stage);
  await laterRevision(stage);
}

/** An ERP repeats what it got no answer to. */
async function orderedTwice(stage: Stage): Promise<void> {
  const act = {
    by: 'system:erp',
    station: 'ERP',
    at: stage.times.onTheDayBefore('16:00'),
    key: `erp-${externalOrder}-1`,
  };
  const body = { order, item, quantity: pieces(quantity), dueAt: stage.times.shift.end, externalOrder };
  const first = await stage.orders.send('/production-orders', body, act);
  const second = await stage.orders.send('/production-orders', body, act);
  stage.check('order: created by the first request', 201, first.status);
  stage.check('order: the repetition gets the same answer', first.body, second.body);
  stage.check('order: the repetition is marked as one', 'true', second.headers.get('Idempotent-Replayed'));
  const reused = await stage.orders.send('/production-orders', { ...body, quantity: pieces(quantity + 1) }, act);
  stage.check(
    'order: the same key with another quantity is refused',
    'idempotency-key-reused',
    at(reused.body, 'code'),
  );
  const all = await stage.orders.get('/production-orders');
  stage.check(
    'order: two requests made one order',
    [order],
    list(all, 'items').map((one) => at(one, 'order') ?? null),
  );
  stage.say(`The ERP orders ${quantity} ${item} as ${order}, twice with the same idempotency key: one order.`);
}

async function releaseRefused(stage: Stage): Promise<void> {
  const act = stage.act('planner', 'OFFICE', stage.times.onTheDayBefore('16:10'));
  await stage.orders.do('/items/HS-40/block', { reason: 'casting under investigation' }, act);
  const refusal = await stage.orders.send(`${path}/release`, {}, act);
  stage.refused('release: refused', refusal, { status: 409, code: 'release-blocked' });
  const reasons = list(refusal.body, 'reasons').map((reason) => at(reason, 'code') ?? null);
  stage.check('release: both reasons at once', ['inspection-plan-not-released', 'item-blocked'], sorted(reasons));
  stage.check('release: the refusal changed nothing', 'draft', at(await stage.orders.get(path), 'status'));
  stage.say(`The release is refused for ${reasons.length} reasons at once: ${reasons.join(', ')}.`);
}

async function cured(stage: Stage): Promise<void> {
  const plan = `/inspection-plans/${plant.inspectionPlan}/${revision}`;
  await stage.quality.do(
    `${plan}/release`,
    {},
    stage.act('qualityEngineer', 'OFFICE', stage.times.onTheDayBefore('16:20')),
  );
  await stage.orders.do(
    '/items/HS-40/unblock',
    { reason: 'castings are good' },
    stage.act('planner', 'OFFICE', stage.times.onTheDayBefore('16:25')),
  );
  const readiness = await waitFor(
    `${order} is ready to be released`,
    () => stage.orders.get(`${path}/readiness`),
    (seen) => at(seen, 'ready') === true && !missesInventory(seen),
  );
  stage.check('readiness: no blocker any more', { ready: true, blockers: [] }, pick(readiness, 'ready', 'blockers'));
  stage.say('The inspection plan is released and HS-40 unblocked: the readiness shows no blocker any more.');
}

/** Until orders has heard of the receipts, more than the motors looks short. */
function missesInventory(readiness: Json): boolean {
  return list(readiness, 'warnings').some(
    (warning) => at(warning, 'code') === 'missing-material' && at(warning, 'item') !== 'MT-40',
  );
}

async function released(stage: Stage): Promise<void> {
  const release = stage.times.on('05:30');
  const answer = await stage.orders.send(`${path}/release`, {}, stage.act('planner', 'OFFICE', release));
  stage.check('release: accepted', 'released', at(answer.body, 'status'));
  stage.check(
    'release: revisions',
    { billOfMaterialRevision: revision, itemRevision: revision, routingRevision: revision },
    pick(answer.body, 'billOfMaterialRevision', 'itemRevision', 'routingRevision'),
  );
  const warnings = list(answer.body, 'warnings').map((warning) => pick(warning, 'code', 'item', 'short'));
  stage.check(
    'release: missing motors are a warning',
    [{ code: 'missing-material', item: 'MT-40', short: String(figures.shortMotors) }],
    warnings,
  );
  stage.memory.recorded.afterRelease = new Date().toISOString();
  stage.say(
    `Released with revision ${revision} of everything; warning: ${figures.shortMotors} MT-40 are missing, which this plant's policy allows.`,
  );
}

async function laterRevision(stage: Stage): Promise<void> {
  const act = stage.act('planner', 'OFFICE', stage.times.on('05:35'));
  const lines = components.map((one) => ({
    operation: one.operation,
    item: one.item,
    quantity: pieces(one.each + 1),
    backflush: one.backflush,
  }));
  await stage.orders.do('/bills-of-material', { item, revision: 'B', lines }, act);
  await stage.orders.do(`/bills-of-material/${item}/B/release`, {}, act);
  const revisions = at(await stage.orders.get(path), 'revisions');
  stage.check(
    'revision B changes nothing in the order',
    { item: revision, billOfMaterial: revision, routing: revision },
    pick(revisions, 'item', 'billOfMaterial', 'routing'),
  );
  stage.say(`A revision B of the bill of material follows; ${order} keeps revision ${revision}.`);
}

const sorted = (codes: readonly Json[]): Json[] => [...codes].sort();
