import type { JsonSchema } from '../declared-fields.js';
import type { PublishedClass } from '../published.js';
import { serviceOf } from '../published.js';
import { dataschemaOf } from './event-schema.js';

interface Attribute {
  readonly about: string;
  readonly example: string;
  readonly schema?: JsonSchema;
  /** Not in every event. */
  readonly optional?: true;
}

const whole: JsonSchema = { pattern: '^\\d{1,16}$' };
const instant: JsonSchema = { format: 'date-time' };
const person = 'person:0190a5c0-0000-7000-8000-000000000001';

/** The attributes of every event by CloudEvents 1.0: `ce_<name>` headers on Kafka, members of the envelope on HTTP. */
export const attributes: Readonly<Record<string, Attribute>> = {
  specversion: { about: 'Version of CloudEvents.', example: '1.0', schema: { const: '1.0' } },
  id: {
    about:
      '`<service>:<epoch>:<position>`: the same however often it is delivered. Keep it to know what you have seen.',
    example: 'orders:1:42',
  },
  source: { about: '`/millwright/<site>/<service>`.', example: '/millwright/PLANT/orders' },
  type: { about: 'What happened, with the version of the payload.', example: 'millwright.orders.item-released.v1' },
  subject: { about: '`<category>/<id>` of the stream that it is about.', example: 'item/GM-40' },
  time: { about: 'When it happened on the shop floor, in UTC.', example: '2026-01-05T06:45:00.000Z', schema: instant },
  dataschema: { about: 'Name of the JSON Schema of the payload.', example: 'urn:millwright:schema:x' },
  partitionkey: {
    about: '`<site>/<category>/<id>`: events of one stream have one key and come in order.',
    example: 'PLANT/item/GM-40',
  },
  sequence: {
    about: 'Version of the stream after it; as texts, they sort in the order in which things happened to the stream.',
    example: '0000000007',
    schema: { pattern: '^\\d{10}$' },
  },
  traceparent: {
    about: 'W3C trace context; all that came of one command has one trace.',
    example: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    schema: { pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' },
  },
  epoch: { about: 'Raised when the log of the service was restored from a backup.', example: '1', schema: whole },
  position: { about: 'Position in the log of the service. Order is epoch, position.', example: '42', schema: whole },
  previous: {
    about: 'Position of the record before it in its partition, 0 for the first: who misses one sees it here.',
    example: '40',
    schema: whole,
  },
  recordedtime: { about: 'When it was recorded, in UTC.', example: '2026-01-05T06:45:00.120Z', schema: instant },
  cuts: {
    about:
      'Of a log that was restored: `<epoch>:<position>` for each epoch after the first; what the source had published after that position before this epoch, it has lost.',
    example: '2:41',
    optional: true,
  },
  actor: { about: 'Who did it: `person:<uuid>`, `machine:<id>` or `system:<name>`.', example: person },
  onbehalfof: { about: 'For whom the actor did it.', example: 'system:erp', optional: true },
  station: { about: 'Terminal or work center where it was entered.', example: 'TERMINAL-1', optional: true },
  reason: { about: 'Why, as it was entered with the command.', example: 'counted', optional: true },
  correlationid: {
    about: 'The same for all that came of one command.',
    example: '0190a5c0-0000-7000-8000-00000000000a',
  },
  causationid: { about: 'Id of the event that led to it.', example: 'quality:1:17', optional: true },
};

const described = ({ about, example, schema }: Attribute): JsonSchema => ({
  type: 'string',
  description: about,
  ...schema,
  examples: [example],
});

/** As headers of a Kafka record. */
export const headersSchema = (): JsonSchema => ({
  type: 'object',
  properties: {
    'content-type': { type: 'string', description: 'The payload is JSON.', const: 'application/json' },
    ...Object.fromEntries(Object.entries(attributes).map(([name, one]) => [`ce_${name}`, described(one)])),
  },
  required: [
    'content-type',
    ...Object.entries(attributes).flatMap(([name, { optional }]) => (optional ? [] : [`ce_${name}`])),
  ],
});

/** What every event of this type has, with the examples of the rest. */
export function exampleAttributes(of: PublishedClass): Record<string, string> {
  const always = Object.entries(attributes).flatMap(([name, { example, optional }]) =>
    optional ? [] : [[name, example] as const],
  );
  const service = serviceOf(of);
  const id = of.stream === 'item' ? 'GM-40' : `${of.stream}-1`;
  return {
    ...Object.fromEntries(always),
    id: `${service}:1:42`,
    source: `/millwright/PLANT/${service}`,
    type: of.type,
    subject: `${of.stream}/${id}`,
    dataschema: dataschemaOf(of.type),
    partitionkey: `PLANT/${of.stream}/${id}`,
  };
}
