import { publishedClasses } from '../catalog.js';
import { exampleOf, type JsonSchema, type PartClass } from '../declared-fields.js';
import { schemaVersionOf, serviceOf, type PublishedClass } from '../published.js';
import { exampleAttributes, headersSchema } from './attributes.js';
import { objectSchema, partsOf } from './event-schema.js';
import { contractVersion } from './version.js';

const reference = ({ name }: PartClass): string => `#/components/schemas/${name}`;

/** `item-released.v1` of `millwright.orders.item-released.v1` */
const nameOf = ({ type }: PublishedClass): string => type.split('.').slice(2).join('.');
const messageId = (of: PublishedClass): string => `${serviceOf(of)}.${nameOf(of)}`;
const titleOf = (of: PublishedClass): string => {
  const words = nameOf(of).split('.')[0].replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
};

function byService(): ReadonlyMap<string, readonly PublishedClass[]> {
  const services = new Map<string, PublishedClass[]>();
  for (const of of publishedClasses.values()) services.set(serviceOf(of), [...(services.get(serviceOf(of)) ?? []), of]);
  return services;
}

const channels = (): JsonSchema =>
  mapped(byService(), (service, classes) => ({
    address: `{topicPrefix}.${service}`,
    title: `Events of ${service}`,
    description: `Everything that ${service} tells, from the first event on; the topic keeps all.`,
    servers: [{ $ref: '#/servers/kafka' }, { $ref: '#/servers/kafkaWithSasl' }],
    parameters: { topicPrefix: { $ref: '#/components/parameters/topicPrefix' } },
    messages: Object.fromEntries(classes.map((of) => [nameOf(of), { $ref: `#/components/messages/${messageId(of)}` }])),
    bindings: {
      kafka: {
        partitions: 6,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1, 'max.message.bytes': 4_194_304 },
        bindingVersion: '0.5.0',
      },
    },
  }));

const operations = (): JsonSchema =>
  Object.fromEntries(
    [...byService().keys()].map((service) => [
      `${service}Tells`,
      {
        action: 'send',
        title: `${service} tells`,
        summary: `What happened in ${service}.`,
        description: `${service} publishes at least once and in order; the id says what was delivered before.`,
        channel: { $ref: `#/channels/${service}` },
        tags: [{ name: service }],
      },
    ]),
  );

const message = (of: PublishedClass): JsonSchema => ({
  name: of.type,
  title: titleOf(of),
  summary: of.about,
  description: `Version ${schemaVersionOf(of.type)}. Its stream is of the category \`${of.stream}\`.`,
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/CloudEventHeaders' },
  payload: { $ref: `#/components/schemas/${messageId(of)}` },
  bindings: {
    kafka: {
      key: { type: 'string', description: '`<site>/<category>/<id>` of the stream.', examples: ['PLANT/item/GM-40'] },
      bindingVersion: '0.5.0',
    },
  },
  tags: [{ name: serviceOf(of) }],
  examples: [
    {
      name: nameOf(of),
      summary: of.about,
      headers: {
        'content-type': 'application/json',
        ...withoutContentType(exampleAttributes(of)),
      },
      payload: exampleOf(of),
    },
  ],
});

const withoutContentType = (attributes: Readonly<Record<string, string>>): JsonSchema =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));

function schemas(): JsonSchema {
  const classes = [...publishedClasses.values()];
  const parts = classes.reduce<ReadonlySet<PartClass>>((known, of) => partsOf(of, known), new Set());
  return {
    CloudEventHeaders: headersSchema(),
    ...Object.fromEntries(
      classes.map((of) => [messageId(of), { description: of.about, ...objectSchema(of, reference) }]),
    ),
    ...Object.fromEntries([...parts].map((part) => [part.name, objectSchema(part, reference)])),
  };
}

const mapped = <T>(from: ReadonlyMap<string, T>, to: (name: string, value: T) => JsonSchema): JsonSchema =>
  Object.fromEntries([...from].map(([name, value]) => [name, to(name, value)]));

const about = [
  'Every fact that others may know, published by the service that owns it as a CloudEvent 1.0: in binary mode on Kafka,',
  'as described here, and in structured mode over HTTP, with the same attributes without `ce_`.',
  'Delivery is at least once and in order per stream. Changes are additive: a new optional field. Pass over fields and',
  'types that you do not know; anything that is not additive is a new type beside the old one.',
].join(' ');

const server = (protocol: string, description: string): JsonSchema => ({
  host: '{host}',
  protocol,
  description,
  variables: { host: { default: 'localhost:9092', description: 'A broker of the cluster, with its port.' } },
});

/** AsyncAPI 3 of all that is published, derived from the classes. */
export const asyncApi = (): JsonSchema => ({
  asyncapi: '3.0.0',
  id: 'urn:millwright:events',
  info: {
    title: 'Millwright events',
    version: contractVersion,
    description: about,
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    tags: [...byService().keys()].map((name) => ({ name, description: `What ${name} owns.` })),
  },
  defaultContentType: 'application/json',
  servers: {
    kafka: server('kafka', 'A cluster that is reached without authentication.'),
    kafkaWithSasl: {
      ...server('kafka-secure', 'A cluster that asks who comes: SASL, over TLS.'),
      security: [{ $ref: '#/components/securitySchemes/sasl' }],
    },
  },
  channels: channels(),
  operations: operations(),
  components: {
    messages: Object.fromEntries([...publishedClasses.values()].map((of) => [messageId(of), message(of)])),
    schemas: schemas(),
    parameters: {
      topicPrefix: {
        description: 'MILLWRIGHT_KAFKA_TOPIC_PREFIX of the plant; several plants may be in one cluster.',
        default: 'millwright',
        examples: ['millwright', 'plant-nh'],
      },
    },
    securitySchemes: { sasl: { type: 'scramSha512', description: 'The user that the cluster knows.' } },
  },
});
