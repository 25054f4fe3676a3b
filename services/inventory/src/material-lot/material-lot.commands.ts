import { IdField, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class MoveLotBody {
  @IdField('Where it is', { example: 'MAIN' }) from: string;
  @IdField('Where it goes', { example: 'FINISHED' }) to: string;
  @QuantityField('How much', { positive: true }) quantity: Quantity;
}
export type MoveLot = MoveLotBody & { readonly lot: string };

export class AdjustLotBody {
  @IdField('Where it was counted', { example: 'MAIN' }) location: string;
  @QuantityField('How much of the lot is really there', {}) counted: Quantity;
  @TextField('Why the stock was wrong, in words of the plant; never about a person', { said: true }) reason: string;
}
export type AdjustLot = AdjustLotBody & { readonly lot: string };

export class ReverseMovementBody {
  @IdField('Number of the movement, as in the list of movements of the lot') movement: string;
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type ReverseMovement = ReverseMovementBody & { readonly lot: string };

export const lotStatusCommands = ['block', 'unblock', 'quarantine', 'release-from-quarantine', 'scrap'] as const;
export type LotStatusCommand = (typeof lotStatusCommands)[number];

export class LotReasonBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type ChangeLotStatus = LotReasonBody & { readonly lot: string; readonly to: LotStatusCommand };
