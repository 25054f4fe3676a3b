import type { Response } from '../document/document.js';
import { answered, documentedRoutes, ofAnyService, resolved, type DocumentedRoute } from './documented-routes.js';

/** What changes something and is no fact of the plant: it is done again when it is sent again, and does no harm. */
const noCommands: Readonly<Record<string, string>> = {
  'POST /api/*/v1/operations/read-models/{name}/rebuild': 'computes rows anew that are computed from the log anyway',
  'POST /api/*/v1/operations/log/raise-epoch': 'only while the log is halted, which it is no more after the first',
  'POST /api/*/v1/operations/republish': 'tells again what every receiver knows by its position',
  'POST /api/*/v1/operations/parked/resume': 'tries again what waits; an effect is single by its position',
  'POST /api/tracking/v1/tokens': 'signing in records nothing',
};

const changes = documentedRoutes.filter(({ method }) => method !== 'get');
const commands = changes.filter(({ route }) => !(ofAnyService(route) in noCommands));
const routesOf = (wrong: readonly DocumentedRoute[]): string[] => wrong.map(({ route }) => route);
const header = ({ headers }: DocumentedRoute, name: string) => headers.find((one) => one.name === name);

const problemsOf = ({ operation }: DocumentedRoute): [string, Response][] =>
  Object.entries(operation.responses)
    .filter(([status]) => status >= '400')
    .map(([status, response]) => [status, resolved(response as Response)]);

const codesOf = ({ content }: Response): string[] => {
  const schema = JSON.stringify(content?.['application/problem+json'] ?? {});
  return JSON.parse(/"code":\{"type":"string","enum":(\[[^\]]*\])/.exec(schema)?.[1] ?? '[]') as string[];
};

describe('every command', () => {
  it('is found', () => expect(commands.length).toBeGreaterThan(120));

  it('can be sent again under an Idempotency-Key, and against a version', () => {
    expect(routesOf(commands.filter((one) => !header(one, 'Idempotency-Key') || !header(one, 'If-Match')))).toEqual([]);
    const exceptions = changes.map(({ route }) => ofAnyService(route));
    expect(Object.keys(noCommands).filter((route) => !exceptions.includes(route))).toEqual([]);
  });

  it('must say which version it replaces where it replaces the whole', () => {
    const puts = commands.filter(({ method }) => method === 'put');
    expect(puts.length).toBeGreaterThan(0);
    expect(routesOf(puts.filter((one) => header(one, 'If-Match')?.required !== true))).toEqual([]);
  });

  it('names its codes: of a key for another request, of a version that is not the last, of its own rules', () => {
    const wrong = commands.filter((one) => {
      const codes = new Map(problemsOf(one).map(([status, response]) => [status, codesOf(response)]));
      return !codes.get('422')?.includes('idempotency-key-reused') || !codes.get('412')?.includes('stale-version');
    });
    expect(routesOf(wrong)).toEqual([]);
  });

  it('takes no field that it does not name', () => {
    const open = changes.filter(({ operation }) => {
      const schema = operation.requestBody?.content['application/json'].schema;
      return (
        schema !== undefined &&
        (resolved(schema as object) as { additionalProperties?: unknown }).additionalProperties !== false
      );
    });
    expect(routesOf(open)).toEqual([]);
  });
});

describe('every route', () => {
  it('refuses with a problem document that has a type and one of its codes', () => {
    const wrong = documentedRoutes.flatMap((one) =>
      problemsOf(one)
        .filter(
          ([status, response]) =>
            codesOf(response).length === 0 && !(one.path.startsWith('/health') && status === '503'),
        )
        .map(([status]) => `${one.route} ${status}`),
    );
    expect(wrong).toEqual([]);
  });
});

type Shape = ReturnType<typeof answered>;
const saysVersion = ({ properties = {}, anyOf }: Shape): boolean =>
  'version' in properties || (anyOf !== undefined && anyOf.map(resolved).every(saysVersion));

/** Answers about one thing without a version, and why. */
const unversioned: Readonly<Record<string, string>> = {
  'GET /api/inventory/v1/production-receipts/{order}': 'added up over the lots of an order; no command is about it',
};

describe('every answer about one thing that has a history', () => {
  it('says its version, which is its ETag', () => {
    const things = documentedRoutes.filter(
      ({ method, query }) => method === 'get' && query.some(({ name }) => name === 'asOf'),
    );
    expect(things.length).toBeGreaterThan(25);
    const wrong = things.filter((one) => !saysVersion(answered(one)) && !(one.route in unversioned));
    expect(routesOf(wrong)).toEqual([]);
    const untold = things.filter(({ operation, route }) => {
      const ok = operation.responses['200'] as Response;
      return !('ETag' in (ok.headers ?? {})) && !(route in unversioned);
    });
    expect(routesOf(untold)).toEqual([]);
  });
});
