import { Decimal, Id, OneOf } from './fields.js';

/** An exact amount: decimal string and unit code of UN/ECE Recommendation 20. */
export class QuantityField {
  @Decimal() value: string;
  @Id() unit: string;
}

export const subjectKinds = ['unit', 'lot'] as const;

/** What a hold, an inspection or a nonconformance is about: a serialized unit or a lot. */
export class Subject {
  @OneOf(subjectKinds) kind: (typeof subjectKinds)[number];
  /** Serial number or lot number. */
  @Id() id: string;
  @Id({ optional: true }) item?: string;
}
