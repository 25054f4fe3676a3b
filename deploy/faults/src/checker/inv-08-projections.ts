import { decimal, shown } from './decimal.js';
import type { Facts, Finding, Row, ServiceFacts } from './facts.js';
import { demandLines } from './demand-fold.js';
import { available, type Fold, jobs, materialLots, meters, productionOrders } from './folds.js';

interface Compared {
  readonly service: string;
  readonly table: string;
  readonly fold: (facts: Facts) => Fold;
  readonly key: (row: Row) => string;
}

const of =
  (service: string, fold: (facts: ServiceFacts) => Fold) =>
  ({ services }: Facts): Fold => {
    const facts = services.get(service);
    return facts ? fold(facts) : new Map();
  };

const compared: readonly Compared[] = [
  { service: 'inventory', table: 'material_lot', fold: of('inventory', materialLots), key: ({ lot }) => String(lot) },
  {
    service: 'inventory',
    table: 'demand_line',
    fold: of('inventory', demandLines),
    key: ({ order, item }) => `${String(order)} ${String(item)}`,
  },
  { service: 'tracking', table: 'job', fold: of('tracking', jobs), key: ({ job }) => String(job) },
  {
    service: 'orders',
    table: 'production_order',
    fold: of('orders', productionOrders),
    key: ({ order_number: order }) => String(order),
  },
  { service: 'maintenance', table: 'meter', fold: of('maintenance', meters), key: ({ meter }) => String(meter) },
  // Across services: what inventory decided is what orders has heard.
  { service: 'orders', table: 'lot_balance', fold: of('inventory', available), key: ({ lot }) => String(lot) },
];

/** The most important read models, row by row, are what the checker's own fold of the logs says. */
export function projectionsEqualFolds(facts: Facts): Finding {
  let rows = 0;
  const problems = compared.flatMap(({ service, table, fold, key }) => {
    const expected = fold(facts);
    rows += expected.size;
    const found = new Map(facts.services.get(service)?.rows[table]?.map((row) => [key(row), row]));
    return differences(`${service}.${table}`, expected, found);
  });
  return {
    invariant: 'INV-8',
    what: `${rows} rows of ${compared.length} read models equal the checker's folds`,
    problems,
  };
}

function differences(table: string, expected: Fold, found: ReadonlyMap<string, Row>): string[] {
  const wrong = [...expected].flatMap(([key, columns]) => {
    const row = found.get(key);
    return row ? differentColumns(`${table} ${key}`, columns, row) : [`${table} lacks ${key}`];
  });
  const more = [...found.keys()].filter((key) => !expected.has(key));
  return [...wrong, ...more.map((key) => `${table} has ${key}, the log does not`)];
}

const differentColumns = (where: string, columns: Readonly<Record<string, string>>, row: Row): string[] =>
  Object.entries(columns)
    .filter(([column, value]) => columnOf(row, column) !== value)
    .map(([column, value]) => `${where}: ${column} is ${columnOf(row, column)}, the log says ${value}`);

function columnOf(row: Row, column: string): string {
  const value = row[column];
  if (column === 'places') return placesOf(value as readonly { location: string; onHand: string }[]);
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? shown(decimal(value)) : String(value);
}

const placesOf = (places: readonly { readonly location: string; readonly onHand: string }[]): string =>
  places
    .filter(({ onHand }) => decimal(onHand) !== 0n)
    .map(({ location, onHand }) => `${location}=${shown(decimal(onHand))}`)
    .sort()
    .join(' ');
