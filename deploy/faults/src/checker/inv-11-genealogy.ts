import { type Facts, type Finding, textOf } from './facts.js';

/** What a trace over REST reached. */
export interface Trace {
  readonly of: string;
  readonly direction: 'backward' | 'forward';
  readonly reached: readonly string[];
}

/** Component by product, as tracking recorded it. */
export function consumedBy({ services }: Facts): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { type, data, meta } of services.get('tracking')?.events ?? []) {
    if (type !== 'MaterialConsumed' || meta.heardFrom !== undefined) continue;
    const product = textOf(data, 'product.id');
    edges.set(product, (edges.get(product) ?? new Set()).add(textOf(data, 'lot')));
  }
  return edges;
}

/** Nothing is in itself, and what is traced backward from a product is what leads forward to it. */
export function genealogyHolds(facts: Facts, traces: readonly Trace[]): Finding {
  const edges = consumedBy(facts);
  const inItself = [...edges.keys()].filter((product) => reach(edges, product).has(product));
  const backward = traces.filter(({ direction }) => direction === 'backward');
  const forward = traces.filter(({ direction }) => direction === 'forward');
  return {
    invariant: 'INV-11',
    what: `${edges.size} products, none in itself; ${traces.length} traces are inverse`,
    problems: [
      ...inItself.map((product) => `${product} is in itself`),
      ...backward.flatMap((trace) => differs(trace, reach(edges, trace.of))),
      ...notInverse(backward, forward),
      ...notInverse(forward, backward),
    ],
  };
}

const differs = ({ of, reached }: Trace, expected: ReadonlySet<string>): string[] => [
  ...[...expected].filter((lot) => !reached.includes(lot)).map((lot) => `the backward trace of ${of} lacks ${lot}`),
  ...reached
    .filter((lot) => lot !== of && !expected.has(lot))
    .map((lot) => `the backward trace of ${of} has ${lot}, the log does not`),
];

/** Whatever one trace reaches must reach back, where it was traced too. */
const notInverse = (traces: readonly Trace[], back: readonly Trace[]): string[] =>
  traces.flatMap(({ of, direction, reached }) =>
    back
      .filter((trace) => reached.includes(trace.of) && !trace.reached.includes(of))
      .map((trace) => `the ${direction} trace of ${of} has ${trace.of}, whose ${trace.direction} trace lacks ${of}`),
  );

function reach(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string): Set<string> {
  const reached = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return reached;
}
