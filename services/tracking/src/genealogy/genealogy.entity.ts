import type { EntityManager } from 'typeorm';

export interface TraceNode {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
  readonly order?: string;
  readonly status?: string;
  readonly location?: string;
  readonly supplier?: string;
  readonly supplierLot?: string;
  readonly shipment?: string;
  readonly customer?: string;
  readonly shipments: readonly { readonly shipment: string; readonly customer: string }[];
  /** 0 is what was asked about. */
  readonly depth: number;
}

export interface TraceEdge {
  readonly product: string;
  readonly component: string;
  readonly item: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly order?: string;
  readonly operation?: string;
  readonly position?: string;
  readonly backflushed: boolean;
  readonly at: Date;
  readonly person?: string;
  readonly station?: string;
  readonly removedAt?: Date;
}

export type Direction = 'backward' | 'forward';

const ends = {
  backward: { here: 'product', there: 'component' },
  forward: { here: 'component', there: 'product' },
} as const;

/**
 * Everything that can be reached, each with its shortest way. Rows repeat at most once for a depth and the depth is
 * bounded, so a circle, which no plant should have, ends as well.
 */
const reach = ({ here, there }: (typeof ends)[Direction]): string => `
  with recursive reach (id, depth) as (
    select $1::text, 0
    union
    select edge.${there}, reach.depth + 1 from reach join genealogy_edge edge on edge.${here} = reach.id where reach.depth < 50
  ), nearest as (select id, min(depth) as depth from reach group by id)`;

/** What can be reached from one ($1). */
export const nodesOf = (direction: Direction): string => `${reach(ends[direction])}
  select node.kind, node.id, node.item, node.order_no as "order", node.status, node.location, node.supplier, node.supplier_lot as "supplierLot", nearest.depth,
    (select min(shipment) from genealogy_shipment s where s.lot = node.id) as shipment,
    (select min(customer) from genealogy_shipment s where s.lot = node.id) as customer,
    (select coalesce(json_agg(json_build_object('shipment', shipment, 'customer', customer) order by shipment), '[]') from genealogy_shipment s where s.lot = node.id) as shipments
  from nearest join genealogy_node node using (id)`;

const edgesOf = (direction: Direction): string => `${reach(ends[direction])}
  select edge.product, edge.component, edge.item, json_build_object('value', edge.quantity::text, 'unit', edge.unit) as quantity, edge.order_no as "order",
    edge.operation, edge.place as position, edge.backflushed, edge.at, edge.person, edge.station, edge.removed_at as "removedAt"
  from genealogy_edge edge join nearest on nearest.id = edge.${ends[direction].here}
  where edge.${ends[direction].there} = any($2) order by edge.seq`;

export const withoutNulls = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

/** How each of these got there. */
export const edgesTo = async (
  db: EntityManager,
  direction: Direction,
  id: string,
  nodes: readonly TraceNode[],
): Promise<TraceEdge[]> =>
  ((await db.query(edgesOf(direction), [id, nodes.map((node) => node.id)])) as TraceEdge[]).map(withoutNulls);

export interface TracedMeasurement {
  readonly inspection: string;
  readonly plan: string;
  readonly planRevision: string;
  readonly operation: string | null;
  readonly characteristic: string;
  readonly value: string;
  readonly unit: string | null;
  readonly verdict: string;
  readonly at: Date;
}

export const measurementsOf = (db: EntityManager, subject: string): Promise<TracedMeasurement[]> =>
  db.query(
    `select inspection, plan, plan_revision as "planRevision", operation, characteristic, value, unit, verdict, at
     from genealogy_measurement where subject = $1 order by at, inspection, characteristic`,
    [subject],
  );

export interface TracedRevisions {
  readonly item?: string;
  readonly billOfMaterial?: string;
  readonly routing?: string;
}

export async function revisionsOf(db: EntityManager, order: string): Promise<TracedRevisions | undefined> {
  const [row] = (await db.query(
    `select item_revision as item, bill_of_material_revision as "billOfMaterial", routing_revision as routing from genealogy_order where order_no = $1`,
    [order],
  )) as object[];
  return row && withoutNulls(row);
}
