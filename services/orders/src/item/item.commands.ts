import { DecimalField, IdField, ListField, OneOfField, TextField } from '@millwright/platform';
import { Matches } from 'class-validator';
import type { TrackingMode } from './item.events.js';

const unitCode = [
  /^[A-Z0-9]{2,3}$/,
  { message: '$property must be a code of UN/ECE Recommendation 20 such as C62 or KGM' },
] as const;

export class ConversionPart {
  @IdField('The other unit, UN/ECE Recommendation 20', { example: 'CT' }) @Matches(...unitCode) unit: string;
  @DecimalField('How many base units one of it is', { example: '40' }) factor: string;
}

export class DefineItem {
  @IdField('Number of the item', { example: 'GM-40' }) item: string;
  @IdField('First revision', { example: 'A' }) revision: string;
  @TextField('What it is called') description: string;
  @IdField('Base unit of measure, UN/ECE Recommendation 20; it never changes', { example: 'C62' })
  @Matches(...unitCode)
  unit: string;
  @OneOfField(['serial', 'lot'], 'Tracked by serial number or by lot') tracking: TrackingMode;
  @ListField(() => ConversionPart, 'Other units it may be counted in', { optional: true })
  conversions?: ConversionPart[];
}

export class ItemRevisionBody {
  @IdField('The new revision', { example: 'B' }) revision: string;
  @TextField('What it is called') description: string;
  @IdField('Base unit; must be that of the item', { optional: true, example: 'C62' }) unit?: string;
  @ListField(() => ConversionPart, 'Other units it may be counted in; those of the revision before when absent', {
    optional: true,
  })
  conversions?: ConversionPart[];
}
export type ReviseItem = ItemRevisionBody & { readonly item: string };

export class ItemReasonBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type BlockItem = ItemReasonBody & { readonly item: string };
export type UnblockItem = BlockItem;
