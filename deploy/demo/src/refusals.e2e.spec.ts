import { AllowedTargets, defaultWebhooks } from '@millwright/platform';
import { testBearer } from '@millwright/testing';
import { services } from './client.js';
import { at } from './json.js';
import type { Route } from './refusals/api-document.js';
import { faultOf } from './refusals/problem.js';
import { RawClient } from './refusals/raw-client.js';
import { type Attack, asJson, attacksOnCommand, attacksOnQuestion, pathOf } from './refusals/route-attacks.js';
import { startSmallSite, type SmallSite } from './refusals/small-site.js';
import { createdOnce, wrongCommands } from './refusals/wrong-commands.js';

describe('what the plant refuses', () => {
  let site: SmallSite;
  let client: RawClient;

  beforeAll(async () => {
    site = await startSmallSite({ ...defaultWebhooks, allowed: new AllowedTargets(['127.0.0.1']) });
    client = new RawClient(site.url, testBearer('system:refusals').authorization);
  });

  afterAll(async () => {
    client?.close();
    await site?.stop();
  });

  /** Types of the events recorded so far; remembered refusals are facts that a refused command may leave behind. */
  async function recorded(): Promise<number> {
    const logs = services.map((one) => `select type from ${one}_log.events`).join(' union all ');
    const { rows } = await site.database.query<{ n: number }>(
      `select count(*)::integer as n from (${logs}) as log where type not like '%Refused'`,
    );
    return rows[0].n;
  }

  async function deviationOf({ method, path }: Route, attack: Attack): Promise<string[]> {
    const request = { method, path, ...attack };
    const answer = await client.send({ ...request, path: attack.path ?? path });
    const what = `${method} ${request.path.slice(0, 150)} ${JSON.stringify(attack.headers ?? {}).slice(0, 200)} ${(attack.body ?? '').slice(0, 300)}`;
    const wrong = attack.mayBeAnswered && answer.status < 300 ? undefined : faultOf(answer, attack.expected ?? {});
    return wrong === undefined ? [] : [`${wrong}: ${what} -> ${answer.status} ${answer.text.slice(0, 300)}`];
  }

  const walk = async (chosen: readonly Route[], attacksOn: (route: Route) => Attack[]): Promise<void> => {
    const deviations: string[] = [];
    for (const route of chosen) {
      const before = await recorded();
      const attacks = attacksOn(route).map((attack) => ({ path: pathOf(route), ...attack }));
      deviations.push(...(await Promise.all(attacks.map((attack) => deviationOf(route, attack)))).flat());
      const written = (await recorded()) - before;
      if (written > 0) deviations.push(`${written} events were recorded: ${route.method} ${route.path}`);
    }
    expect(deviations).toEqual([]);
  };

  it('is refused with a problem document and leaves no fact behind: every command', async () => {
    await walk(
      site.routes.filter(({ method }) => method !== 'GET'),
      attacksOnCommand,
    );
  });

  it('is refused by its rule: what is not there, counts in the wrong unit, or comes at the wrong time', async () => {
    const before = await recorded();
    const deviations = wrongCommands.map(([path, body, status, code]) =>
      deviationOf(
        { method: 'POST', path: `/api/${path}`, query: [], isCommand: true },
        { headers: asJson, body: JSON.stringify(body), expected: { status, code } },
      ),
    );
    expect((await Promise.all(deviations)).flat()).toEqual([]);
    expect(await recorded()).toBe(before);
  });

  /** How many of the same command, each under a key of its own, were answered with which status. */
  async function inParallel(path: string, bodies: readonly object[]): Promise<Record<number, number>> {
    const send = (body: object) =>
      client.send({ method: 'POST', path: `/api/${path}`, headers: asJson, body: JSON.stringify(body) });
    const statuses = (await Promise.all(bodies.map(send))).map(({ status }) => status);
    return Object.fromEntries(
      [...new Set(statuses)].map((one) => [one, statuses.filter((status) => status === one).length]),
    );
  }
  const twenty = <T>(body: (n: number) => T): T[] => Array.from({ length: 20 }, (_, n) => body(n));
  const pieces = (value: string) => ({ value, unit: 'C62' });

  it.each(Object.entries(createdOnce))('is created by one of twenty clients: %s', async (path, body) => {
    expect(
      await inParallel(
        path,
        twenty(() => body),
      ),
    ).toEqual({ 201: 1, 409: 19 });
  });

  it('is reserved, issued and shipped by no more clients than it lasts for', async () => {
    // Ten of the fifteen castings are reserved for PO-2.
    const reservation = (n: number) => ({
      reservation: `R-${n}`,
      purpose: 'race',
      item: 'CASTING',
      quantity: pieces('1'),
    });
    expect(await inParallel('inventory/v1/reservations', twenty(reservation))).toEqual({ 201: 5, 409: 15 });
    expect(
      await inParallel(
        'inventory/v1/demands/PO-2/issue',
        twenty(() => ({ to: 'LINE-1' })),
      ),
    ).toEqual({ 200: 1, 409: 19 });
    const receipt = (n: number) => ({ lot: `N-${n}`, item: 'HS-40', quantity: pieces('1'), location: 'MAIN' });
    expect(await inParallel('inventory/v1/receipts', twenty(receipt))).toEqual({ 201: 20 });
    const shipment = { shipment: 'SH-1', customer: 'C-77', lots: twenty((n) => `N-${n}`) };
    expect(
      await inParallel(
        'inventory/v1/shipments',
        twenty(() => shipment),
      ),
    ).toEqual({ 201: 1, 409: 19 });
    expect(
      await inParallel(
        'inventory/v1/shipments/SH-1/ship',
        twenty(() => ({})),
      ),
    ).toEqual({ 200: 1, 409: 19 });
  });

  it('is either shipped or recalled first, never neither', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const lot = `RACE-${n}`;
      await inParallel('inventory/v1/receipts', [{ lot, item: 'HS-40', quantity: pieces('1'), location: 'MAIN' }]);
      await inParallel('inventory/v1/shipments', [{ shipment: `SH-${lot}`, customer: 'C-77', lots: [lot] }]);
      const [shipped] = await Promise.all([
        inParallel(`inventory/v1/shipments/SH-${lot}/ship`, [{}]),
        inParallel('inventory/v1/recalls', [{ recall: `RC-${lot}`, lot, reason: 'race' }]),
      ]);
      const recall = await client.json(`/api/inventory/v1/recalls/RC-${lot}`);
      expect({ shipped, customers: at(recall, 'customers') }).toEqual(
        200 in shipped ? { shipped: { 200: 1 }, customers: ['C-77'] } : { shipped: { 409: 1 }, customers: [] },
      );
    }
  });

  it('is refused with a problem document: every question', async () => {
    await site.atRest();
    await walk(
      site.routes.filter(({ method }) => method === 'GET'),
      attacksOnQuestion,
    );
  });
});
