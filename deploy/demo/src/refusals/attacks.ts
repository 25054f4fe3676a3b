import type { Schema } from './api-document.js';

const long = 'x'.repeat(2001);
const unprintable = ['A\u0000B', 'A\u0007B', '\ud800'];

export const badAmounts = [
  '-1',
  '1e3',
  'abc',
  1,
  'NaN',
  'Infinity',
  '12345678901234567890',
  '0x10',
  '1,5',
  '',
  ' 1',
  '.5',
];
const badUnits = ['XXXX', 'c62', ' ', 'pieces', 'C62;'];

const wrongTypes: Readonly<Record<string, readonly unknown[]>> = {
  string: [5, true, {}, ['x'], long, ...unprintable],
  integer: ['5', 1.5, true, -1, 1e20, {}],
  boolean: ['true', 1, {}],
  array: ['x', 5, {}, [null], [[]]],
  object: ['x', 5, [], true],
};

/** What must never stand in a field of this kind. */
export function badValuesOf(schema: Schema, name: string): unknown[] {
  const { type = 'string', pattern, format, minLength, maxLength, maxItems, enum: values } = schema;
  return [
    null,
    ...wrongTypes[type],
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => 'x')]),
    ...(minLength === undefined ? [] : ['', ' ']),
    ...(maxLength === 100 ? [' x', 'x'.repeat(101)] : []),
    ...(values === undefined ? [] : ['no-such-value']),
    ...(format === undefined ? [] : ['yesterday', '2026-02-30', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z']),
    ...(pattern?.startsWith('^\\d') ? badAmounts : []),
    ...(name === 'unit' && pattern !== undefined ? badUnits : []),
  ];
}

/** Ids of nothing, as they stand in an address. */
export const strangeIds = [
  'NO-SUCH',
  'A%2FB',
  'A%20B',
  '%20A',
  '%C3%A4%E2%9C%93%F0%9F%94%A9',
  '%00',
  '%FF',
  '%E0%A4',
  '%',
  'x'.repeat(3000),
  '%0A',
  '..',
  '%2E%2E',
  '%27%20or%201%3D1--',
  'toString',
  '__proto__',
  'x'.repeat(300),
];

const inTwoHours = (): string => new Date(Date.now() + 2 * 3_600_000).toISOString();

/** Headers with which no command is accepted. */
export const badHeaders = (): Readonly<Record<string, string>>[] => [
  ...['', 'Olga', 'person:1001', 'machine:', 'robot:R2', `system:${long}`].map((actor) => ({
    'Millwright-Actor': actor,
  })),
  ...[
    inTwoHours(),
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '2026-02-30T06:00:00Z',
    '2026-13-01T06:00:00Z',
    '2026-01-05T25:00:00Z',
    '2026-01-05T06:00:00+99:00',
    '2026-01-05T06:00:00',
    '2026-01-05',
    'yesterday',
    '',
  ].map((at) => ({ 'Millwright-Occurred-At': at })),
  ...['3', '"three"', '"-1"', 'W/"3"', '*', '', '"1", "2"', '"99999999999999999999"'].map((version) => ({
    'If-Match': version,
  })),
  ...['', 'x'.repeat(201)].map((key) => ({ 'Idempotency-Key': key })),
  { 'Millwright-Station': 'x'.repeat(101) },
  { 'Millwright-On-Behalf-Of': 'Olga' },
];

/** Bodies that are no object of fields. */
export const badBodies = [
  '{',
  '',
  'good',
  '[]',
  '[{}]',
  '"text"',
  '5',
  'true',
  '{"a":1}}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
];

/** Values that a parameter of a query must not have. */
export function badParametersOf({ type, format, enum: values }: Schema): string[] {
  return [
    ...(type === 'integer' ? ['0.5', '-1', 'abc', '1e3', '', '99999999999999999999'] : []),
    ...(format === undefined ? [] : ['yesterday', '', '2026-02-30', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z']),
    ...(values === undefined ? [] : ['no-such-value', '']),
    long,
    'A%07B',
    '%00',
  ];
}

/** Cursors that no page ever gave. */
export const hostileCursors = [
  "'; drop table item; --",
  '💥',
  '[1,2]',
  '{"$gt":""}',
  '-1',
  '../..',
  'x'.repeat(900),
  'AA==',
  ...['null', '[]', '[1,2]', '["a\\u0000","b"]', '{"a":1}'].map((said) => Buffer.from(said).toString('base64url')),
];
