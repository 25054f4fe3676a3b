import type { Json, JsonSchema } from '../declared-fields.js';
import { eventSchema } from '../document/event-schema.js';
import { ProductionOrderReleased } from '../orders.js';
import { breakingChanges } from './schema-change.js';

type Changing = { [keyword: string]: Changing };

const released = eventSchema(ProductionOrderReleased);
const changed = (change: (schema: Changing) => void): JsonSchema => {
  const copy = JSON.parse(JSON.stringify(released)) as Changing;
  change(copy);
  return copy as JsonSchema;
};
const as = (value: Json): Changing => value as unknown as Changing;
const after = (change: (schema: Changing) => void): readonly string[] => breakingChanges(released, changed(change));

describe('a schema after its release', () => {
  it('may stay as it is', () => {
    expect(breakingChanges(released, released)).toEqual([]);
  });

  it('may have a new optional field, also within a part, and say things better', () => {
    const better = after((schema) => {
      schema.properties.color = as({ type: 'string' });
      schema.$defs.ReleasedOperation.properties.tool = as({ type: 'string' });
      schema.properties.order.description = as('Better said.');
      schema.properties.order.examples = as(['PO-2']);
    });
    expect(better).toEqual([]);
  });

  it('may have a part in a new optional field', () => {
    const more = after((schema) => {
      schema.$defs.Color = as({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] });
      schema.properties.color = as({ allOf: [{ $ref: '#/$defs/Color' }] });
    });
    expect(more).toEqual([]);
  });

  it.each<[string, (schema: Changing) => void, string]>([
    ['a field is removed', (schema) => delete schema.properties.item, 'item is gone'],
    ['an optional field is removed', (schema) => delete schema.properties.dueAt, 'dueAt is gone'],
    [
      'a field of a part is removed',
      (schema) => delete schema.$defs.ReleasedOperation.properties.workCenter,
      'operations[].workCenter is gone',
    ],
    [
      'a new field is required',
      (schema) => {
        schema.properties.color = as({ type: 'string' });
        schema.required = as([...(released.required as string[]), 'color']);
      },
      'color has become required',
    ],
    [
      'an optional field becomes required',
      (schema) => (schema.required = as([...(released.required as string[]), 'dueAt'])),
      'dueAt has become required',
    ],
    [
      'a required field becomes optional',
      (schema) => (schema.required = as((released.required as string[]).filter((name) => name !== 'item'))),
      'item was always there and may be absent now',
    ],
    ['a type is another', (schema) => (schema.properties.item.type = as('integer')), 'item: type was "string"'],
    [
      'a type is another within a part',
      (schema) => (schema.$defs.QuantityField.properties.value.type = as('number')),
      'quantity.value: type was "string"',
    ],
    [
      'a list of values is narrower',
      (schema) => (schema.properties.tracking.enum = as(['lot'])),
      'tracking: enum was ["serial","lot"]',
    ],
    [
      'a list of values is wider',
      (schema) => (schema.properties.tracking.enum = as(['serial', 'lot', 'none'])),
      'tracking: enum was ["serial","lot"]',
    ],
    ['a text must be shorter', (schema) => (schema.properties.item.maxLength = as(20)), 'item: maxLength was 200'],
    ['a pattern is new', (schema) => (schema.properties.item.pattern = as('^X')), 'item: pattern was undefined'],
    [
      'a list becomes a single thing',
      (schema) => (schema.properties.operations = as({ allOf: [{ $ref: '#/$defs/ReleasedOperation' }] })),
      'operations: type was "array"',
    ],
    ['nothing else may be there', (schema) => (schema.additionalProperties = as(false)), 'additionalProperties was'],
    ['it has another name', (schema) => (schema.$id = as('urn:millwright:schema:other')), '$id was'],
  ])('is refused when %s', (_what, change, sentence) => {
    expect(after(change).join('; ')).toContain(sentence);
  });
});
