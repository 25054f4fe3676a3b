import { add, compare, rejection, subtract, sum, type Quantity, type Rejection } from '@millwright/event-sourcing';

export interface LineInspection {
  readonly status: 'open' | 'judged' | 'repeated' | 'cancelled';
  readonly quantity: string;
  readonly accepted: string;
  readonly rejected: string;
  /** The earlier inspection of the same goods. */
  readonly repeats?: string;
}

export interface LotLineState {
  readonly inspections: ReadonlyMap<string, LineInspection>;
  readonly latest?: string;
  readonly attempts: number;
}

export interface LineBalance {
  readonly received: string;
  readonly accepted: string;
  readonly rejected: string;
  /** Not judged yet: received - accepted - rejected. */
  readonly pending: string;
  /** Of what is pending, the part under an open inspection. */
  readonly open: string;
  readonly inspections: number;
}

/** What came in against what was judged. Where nobody told what came in, it is what was presented for inspection. */
export function balanceOf({ inspections }: LotLineState, received?: Quantity): LineBalance {
  const all = [...inspections.values()];
  const judged = all.filter(({ status }) => status === 'judged');
  const accepted = sum(judged.map((one) => one.accepted));
  const rejected = sum(judged.map((one) => one.rejected));
  const open = sum(all.filter(({ status }) => status === 'open').map(({ quantity }) => quantity));
  const presented = add(add(accepted, rejected), open);
  const total = received && compare(received.value, presented) > 0 ? received.value : presented;
  return {
    received: total,
    accepted,
    rejected,
    pending: subtract(total, add(accepted, rejected)),
    open,
    inspections: judged.length,
  };
}

/** How much can still be presented: what is pending and not under an open inspection. */
export const notPresented = ({ pending, open }: LineBalance): string => subtract(pending, open);

export const moreThanReceived = (lot: string, wanted: string, balance: LineBalance): Rejection =>
  rejection(
    'more-than-received',
    `Of lot ${lot}, ${balance.received} came in and ${notPresented(balance)} of it is not inspected yet; ${wanted} cannot be. To inspect goods again, name the inspection in repeats.`,
    {
      facts: { lot, ...balance },
    },
  );
