import { isMoreThan, rejection, smaller, type Rejection } from '@millwright/event-sourcing';

/** What an order may claim to have made, and what it claims. Decimal strings in the base unit of its item. */
export interface Completion {
  readonly claimed: string;
  readonly lastOperationGood: string;
  /** Absent where nothing of the order is inspected. */
  readonly qualityPassed?: string;
}

export function claimProblem(order: string, completion: Completion): Rejection | undefined {
  const { claimed, lastOperationGood, qualityPassed } = completion;
  const most = qualityPassed === undefined ? lastOperationGood : smaller(lastOperationGood, qualityPassed);
  if (!isMoreThan(claimed, most)) return undefined;
  const inspected = qualityPassed === undefined ? '' : `, ${qualityPassed} passed inspection`;
  const detail = `Order ${order} claims ${claimed} good, but the last operation reported ${lastOperationGood}${inspected}. Claim at most ${most}, or say in overrideReason why more is right.`;
  return rejection('more-than-passed', detail, { facts: { ...completion } });
}
