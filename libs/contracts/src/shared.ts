import { Decimal, Id, OneOf } from './fields.js';
import * as the from './the.js';

/** An exact amount: decimal string and unit code of UN/ECE Recommendation 20. */
export class QuantityField {
  @Decimal({ about: 'Exact amount as a decimal string, in `unit`.', example: '4' }) value: string;
  @Id(the.unitCode) unit: string;
}

export const subjectKinds = ['unit', 'lot'] as const;

/** What a hold, an inspection or a nonconformance is about: a serialized unit or a lot. */
export class Subject {
  @OneOf(subjectKinds, { about: 'A serialized unit or a lot.', example: 'lot' }) kind: (typeof subjectKinds)[number];
  @Id({ about: 'Serial number of the unit or number of the lot.', example: the.lot.example }) id: string;
  @Id({ ...the.item, optional: true }) item?: string;
}
