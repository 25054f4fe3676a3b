import { answered, documentedRoutes, ofAnyService } from './documented-routes.js';

/** Lists that are told whole, or in an order that cannot be chosen, and why. */
const whole: Readonly<Record<string, string>> = {
  'GET /api/*/v1/access/roles': 'the roles are part of the program',
  'GET /api/*/v1/operations/hearing': 'as many as services and partitions, fixed by the deployment',
  'GET /api/*/v1/operations/read-models': 'as many as the program has',
  'GET /api/*/v1/webhooks': 'a hundred at most',
  'GET /api/tracking/v1/exceptions/summary': 'one line for each code of the program',
  'GET /api/tracking/v1/kpi/oee/shifts': 'the shifts of one day',
  'GET /api/tracking/v1/statistics/rejects': 'a Pareto: each line adds up those above it',
};

const inOneOrder: Readonly<Record<string, string>> = {
  'GET /api/*/v1/events': 'the order of the log',
  'GET /api/*/v1/operations/overdue-answers': 'the open ones first',
  'GET /api/tracking/v1/statistics/items': 'by the key that the hours are of, and the day',
  'GET /api/tracking/v1/statistics/machines': 'by the key that the hours are of, and the day',
  'GET /api/tracking/v1/statistics/people': 'by the key that the hours are of, and the day',
};

const lists = documentedRoutes.filter((one) => {
  const { type, properties = {} } = answered(one);
  return one.method === 'get' && (type === 'array' || 'items' in properties || 'nodes' in properties);
});

const without = (exceptions: Readonly<Record<string, string>>) =>
  lists.filter(({ route }) => !(ofAnyService(route) in exceptions));

const parameterOf = (list: (typeof lists)[number], name: string) => list.query.find((one) => one.name === name);

describe('every list', () => {
  it('is found', () => expect(lists.length).toBeGreaterThan(80));

  it('is told in pages, so many rows at most', () => {
    const wrong = without(whole).filter(
      (list) =>
        !parameterOf(list, 'after') ||
        !(((parameterOf(list, 'limit')?.schema.maximum as number | undefined) ?? Infinity) <= 10_000),
    );
    expect(wrong.map(({ route }) => route)).toEqual([]);
  });

  it('can be sorted by a closed list of columns, each both ways', () => {
    const wrong = without({ ...whole, ...inOneOrder }).filter((list) => {
      const sorts = (parameterOf(list, 'sort')?.schema.enum ?? []) as string[];
      return (
        sorts.length < 2 || sorts.some((sort) => !sorts.includes(sort.startsWith('-') ? sort.slice(1) : `-${sort}`))
      );
    });
    expect(wrong.map(({ route }) => route)).toEqual([]);
  });

  it('has both ends of a window of time or none', () => {
    const wrong = lists.filter(
      (list) => (parameterOf(list, 'from') === undefined) !== (parameterOf(list, 'to') === undefined),
    );
    expect(wrong.map(({ route }) => route)).toEqual([]);
  });

  it('is no exception that is not there', () => {
    const there = lists.map(({ route }) => ofAnyService(route));
    expect(Object.keys({ ...whole, ...inOneOrder }).filter((route) => !there.includes(route))).toEqual([]);
  });
});
