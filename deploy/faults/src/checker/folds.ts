import { decimal, shown, Tally } from './decimal.js';
import { categoryOf, idOf, type LogEvent, type ServiceFacts, textOf } from './facts.js';
import { FoldedLot } from './lot-fold.js';

/** Rows as the checker computes them, by their key; compared with those of the read model column by column. */
export type Fold = ReadonlyMap<string, Readonly<Record<string, string>>>;

export const own = ({ events }: ServiceFacts, category: string): LogEvent[] =>
  events.filter(({ stream, meta }) => meta.heardFrom === undefined && categoryOf(stream) === category);

export function lots(service: ServiceFacts): Map<string, FoldedLot> {
  const folded = new Map<string, FoldedLot>();
  for (const event of own(service, 'material-lot')) {
    const id = idOf(event.stream);
    const lot = folded.get(id) ?? new FoldedLot(id);
    folded.set(id, lot);
    lot.take(event);
  }
  return folded;
}

const amounts = (tally: Tally): string =>
  tally
    .entries()
    .map(([name, amount]) => `${name}=${shown(amount)}`)
    .join(' ');

export const materialLots = (service: ServiceFacts): Fold =>
  new Map(
    [...lots(service)]
      .filter(([, { status }]) => status !== 'unknown')
      .map(([id, lot]) => [
        id,
        {
          on_hand: shown(lot.places.total),
          reserved: shown(lot.reserved.total),
          issued: shown(lot.issued.total),
          status: lot.status,
          usable: String(lot.usable),
          places: amounts(lot.places),
          version: String(lot.version),
        },
      ]),
  );

/** Pieces of each operation. */
export function jobs(service: ServiceFacts): Fold {
  const rows = new Map<string, Record<string, string>>();
  const counts = new Tally();
  const count = (job: string, what: string, amount: unknown): void => {
    const row = rows.get(job);
    if (row) row[what] = shown(counts.add(`${job} ${what}`, decimal(amount)));
  };
  for (const { stream, type, data } of own(service, 'job')) {
    const job = idOf(stream);
    const row = rows.get(job);
    if (type === 'JobOpened')
      rows.set(job, { status: 'open', started: 'false', good: '0', scrap: '0', rework: '0', lost: '0' });
    if (type === 'PiecesReported')
      for (const what of ['good', 'scrap', 'rework']) count(job, what, textOf(data, `${what}.value`));
    if (type === 'PiecesWillNotArrive') count(job, 'lost', textOf(data, 'quantity.value'));
    if (!row) continue;
    if (['OperationStarted', 'PiecesReported'].includes(type)) row.started = 'true';
    if (type === 'OperationDone') row.status = 'done';
    if (type === 'OperationReopened') row.status = 'open';
    if (type === 'JobClosed') row.status = 'closed';
  }
  return rows;
}

const statuses: Readonly<Record<string, string>> = {
  ProductionOrderCreated: 'draft',
  ProductionOrderPlanned: 'planned',
  ProductionOrderPaused: 'paused',
  ProductionOrderCompleted: 'completed',
  ProductionOrderClosed: 'closed',
  ProductionOrderCancelled: 'cancelled',
};
const workable = /^ProductionOrder(Released|Resumed|Reopened)$/;
const begins = /^Operation(Start|Progress|Done)Recorded$/;

export function productionOrders(service: ServiceFacts): Fold {
  const rows = new Map<string, { status: string; begun: string }>();
  for (const { stream, type } of own(service, 'production-order')) {
    const order = idOf(stream);
    const row = rows.get(order) ?? { status: '', begun: 'false' };
    rows.set(order, row);
    if (begins.test(type)) row.begun = 'true';
    const isReleased = workable.test(type) || row.status === 'released';
    if (isReleased) row.status = row.begun === 'true' ? 'in-progress' : 'released';
    row.status = statuses[type] ?? row.status;
  }
  return rows;
}

/** What a manual meter shows: its last reading. */
export function meters({ events }: ServiceFacts): Fold {
  const rows = new Map<string, Readonly<Record<string, string>>>();
  for (const { type, data } of events)
    if (type === 'MeterInstalled' || type === 'MeterRead')
      rows.set(textOf(data, 'meter'), { value: shown(decimal(textOf(data, 'value'))) });
  return rows;
}

/** What orders should have heard to be free of lots in inventory; it keeps those of which something is. */
export const available = (inventory: ServiceFacts): Fold =>
  new Map(
    [...lots(inventory)]
      .filter(([, { status }]) => status !== 'unknown')
      .map(([id, lot]) => {
        const free = lot.usable ? lot.places.total - lot.reserved.total - lot.issued.total : 0n;
        return [id, free] as const;
      })
      .filter(([, free]) => free > 0n)
      .map(([id, free]) => [id, { available: shown(free) }]),
  );
