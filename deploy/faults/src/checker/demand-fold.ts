import { decimal, shown, Tally } from './decimal.js';
import { type Data, idOf, type LogEvent, type ServiceFacts, textOf } from './facts.js';
import { type Fold, own } from './folds.js';

/** What one line of one order's demand has come to; lines are named `<order> <item>`. */
class FoldedDemand {
  readonly open = new Map<string, boolean>();
  private readonly required = new Tally();
  private readonly reserved = new Tally();
  private readonly issued = new Tally();
  private readonly consumed = new Tally();

  take({ stream, type, data }: LogEvent): void {
    facts[type]?.(this, idOf(stream), data);
  }

  require(line: string, quantity: string): void {
    this.required.add(line, decimal(quantity));
    this.open.set(line, true);
  }

  reserve(line: string, quantity: bigint): void {
    this.reserved.add(line, quantity);
  }

  issue(line: string, quantity: bigint): void {
    this.issued.add(line, quantity);
  }

  consume(line: string, quantity: bigint): void {
    this.consumed.add(line, quantity);
  }

  close(order: string): void {
    for (const line of this.open.keys()) if (line.startsWith(`${order} `)) this.open.set(line, false);
  }

  row(line: string): Readonly<Record<string, string>> {
    const short = this.required.of(line) - this.reserved.of(line) - this.issued.of(line);
    return {
      required: shown(this.required.of(line)),
      reserved: shown(this.reserved.of(line)),
      issued: shown(this.issued.of(line)),
      consumed: shown(this.consumed.of(line)),
      short: shown(short > 0n ? short : 0n),
      open: String(this.open.get(line)),
    };
  }
}

type Fact = (demand: FoldedDemand, order: string, data: Data) => void;

const quantity = (data: Data): bigint => decimal(textOf(data, 'quantity.value'));
const lineOf = (order: string, data: Data): string => `${order} ${textOf(data, 'item')}`;

const shared =
  (sign: bigint): Fact =>
  (demand, order, data) => {
    for (const share of data.lots as readonly { readonly item: string; readonly quantity: string }[])
      demand.reserve(`${order} ${share.item}`, sign * decimal(share.quantity));
  };

const facts: Readonly<Record<string, Fact>> = {
  MaterialDemandOpened: (demand, order, data) => {
    for (const { item, required } of data.required as readonly { readonly item: string; readonly required: string }[])
      demand.require(`${order} ${item}`, required);
  },
  MaterialReservedForOrder: shared(1n),
  ReservationsTakenBack: shared(-1n),
  MaterialIssued: (demand, order, data) => {
    demand.reserve(lineOf(order, data), -decimal(textOf(data, 'fromReservation')));
    demand.issue(lineOf(order, data), quantity(data));
  },
  MaterialReturned: (demand, order, data) => demand.issue(lineOf(order, data), -quantity(data)),
  MaterialDemandClosed: (demand, order) => demand.close(order),
  LotConsumed: (demand, _lot, data) => demand.consume(lineOf(textOf(data, 'order'), data), quantity(data)),
};

/** What orders need, have reserved, have got and have used, by order and item. */
export function demandLines(service: ServiceFacts): Fold {
  const demand = new FoldedDemand();
  for (const event of own(service, 'material-demand')) demand.take(event);
  for (const event of own(service, 'material-lot')) if (event.type === 'LotConsumed') demand.take(event);
  return new Map([...demand.open.keys()].map((line) => [line, demand.row(line)]));
}
