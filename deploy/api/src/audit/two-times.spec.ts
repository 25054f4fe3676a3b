import { answered, documentedRoutes, ofAnyService } from './documented-routes.js';

const computed = 'added up over many things; each of them can be asked for its own past';
const ofNow = 'about what can be done now, judged by the rules of now';
const ofRunning = 'about the running service and not about the plant';
const window = 'takes a window of time itself';

/** Answers about one thing that are not told of a time in the past, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'GET /api/*/v1/access/me': ofNow,
  'GET /api/*/v1/operations/log': ofRunning,
  'GET /api/*/v1/operations/parked/{consumer}/{position}': ofRunning,
  'GET /api/*/v1/operations/relay': ofRunning,
  'GET /api/*/v1/webhooks/{id}': ofRunning,
  'GET /api/*/v1/webhooks/{id}/deliveries': ofRunning,
  'GET /api/inventory/v1/items/{item}/availability': computed,
  'GET /api/maintenance/v1/asset-tree': computed,
  'GET /api/maintenance/v1/assets/{asset}/reliability': window,
  'GET /api/orders/v1/production-orders/{order}/readiness': ofNow,
  'GET /api/problems': 'a page of the documentation',
  'GET /api/problems/{code}': 'a page of the documentation',
  'GET /api/quality/v1/lots/{lot}/judgement': computed,
  'GET /api/quality/v1/orders/{order}/passed': computed,
  'GET /api/tracking/v1/jwks': 'keys with which tokens are verified now',
  'GET /api/tracking/v1/kpi/machines/{workCenter}': window,
  'GET /api/tracking/v1/kpi/oee': window,
  'GET /api/tracking/v1/machines/{workCenter}/timeline': window,
  'GET /api/tracking/v1/statistics/totals': computed,
  'GET /health/live': ofRunning,
  'GET /health/ready': ofRunning,
  'GET /health/started': ofRunning,
};

const single = documentedRoutes.filter((one) => {
  const { type, properties = {} } = answered(one);
  const isList = type === 'array' || ['items', 'nodes'].some((name) => name in properties);
  return one.method === 'get' && !isList;
});

describe('every answer about one thing', () => {
  it('is found', () => expect(single.length).toBeGreaterThan(40));

  it('can be asked for by what had occurred, and by what had been recorded', () => {
    const wrong = single.filter(({ route, query }) => {
      const has = ['asOf', 'knownAt'].filter((name) => query.some((one) => one.name === name));
      return has.length < 2 && !(ofAnyService(route) in exceptions);
    });
    expect(wrong.map(({ route }) => route)).toEqual([]);
  });

  it('is no exception that is not there, or that can be asked for by both', () => {
    const excepted = single.filter(({ query }) => !query.some(({ name }) => name === 'asOf'));
    const there = excepted.map(({ route }) => ofAnyService(route));
    expect(Object.keys(exceptions).filter((route) => !there.includes(route))).toEqual([]);
  });
});
