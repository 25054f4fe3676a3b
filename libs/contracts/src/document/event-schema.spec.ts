import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { publishedClasses } from '../catalog.js';
import { exampleOf, fieldsOf, type Json, type PartClass } from '../declared-fields.js';
import { payloadProblem } from '../payload-problem.js';
import { dataschemaOf, eventSchema, partsOf } from './event-schema.js';

type Payload = { [name: string]: Json };

const ajv = new Ajv({ allErrors: true });
addFormats(ajv);
for (const of of publishedClasses.values()) ajv.addSchema(eventSchema(of));

const bySchema = (type: string, data: unknown): boolean => ajv.validate(dataschemaOf(type), data);
const byClass = (type: string, data: unknown): boolean => payloadProblem(type, data) === undefined;

const wrong: readonly Json[] = [
  null,
  '',
  'x'.repeat(201),
  'x'.repeat(2_001),
  7,
  -1,
  1.5,
  2 ** 53,
  true,
  {},
  [],
  [null],
  [''],
  ['a', 7],
  [{}],
  { value: 7, unit: 'C62' },
  { value: '1e3', unit: 'C62' },
  { value: '1', unit: '' },
  '1.',
  '-1.5',
  '2026-01-05',
  '2026-02-30T06:00:00Z',
  '2026-01-05T06:00:00',
  '2026-01-05T06:00:00+01:00',
  '2026-01-05T25:00:00Z',
  '2026-01-05 06:00:00Z',
];

/** The example with one field, at any depth, left out or replaced by each of these. */
function* mutations(of: PartClass): Generator<Payload> {
  const example = exampleOf(of);
  for (const { name, of: part, list } of fieldsOf(of)) {
    const { [name]: own, ...without } = example;
    yield without;
    for (const value of wrong) yield { ...example, [name]: value };
    if (!part) continue;
    for (const inner of mutations(part())) yield { ...example, [name]: list ? [own as Json, inner].flat() : inner };
  }
}

describe.each([...publishedClasses.values()])('$type', (of) => {
  it('has an example that its class and its schema accept', () => {
    expect(payloadProblem(of.type, exampleOf(of))).toBeUndefined();
    expect([bySchema(of.type, exampleOf(of)), ajv.errors]).toEqual([true, null]);
  });

  it('is refused by both for the same payloads', () => {
    const all = [...mutations(of)];
    const different = all.filter((data) => bySchema(of.type, data) !== byClass(of.type, data));
    expect(different).toEqual([]);
    expect(all.filter((data) => !byClass(of.type, data)).length).toBeGreaterThan(wrong.length / 2);
  });

  it('says what it is, and what each field is', () => {
    const sentences = [of.about, ...[of, ...partsOf(of)].flatMap((one) => fieldsOf(one).map(({ about }) => about))];
    expect(sentences.filter((about) => !/^.{2,}[.]$/.test(about))).toEqual([]);
  });

  it('may have fields that a newer version has added', () => {
    const data = { ...exampleOf(of), addedLater: { anything: [1] } };
    expect([bySchema(of.type, data), byClass(of.type, data)]).toEqual([true, true]);
  });
});

it('there is a class for every published event', () => {
  expect(publishedClasses.size).toBeGreaterThan(50);
});
