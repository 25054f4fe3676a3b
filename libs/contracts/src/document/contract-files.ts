import { publishedClasses } from '../catalog.js';
import type { JsonSchema } from '../declared-fields.js';
import { asyncApi } from './asyncapi.js';
import { eventSchema } from './event-schema.js';

export const asText = (document: JsonSchema): string => `${JSON.stringify(document, null, 2)}\n`;

/** The generated files of this library by their path in it. */
export const contractFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['asyncapi.json', asText(asyncApi())],
    ...[...publishedClasses.values()].map(
      (of) => [`schemas/${of.type}.json`, asText(eventSchema(of))] as [string, string],
    ),
  ]);
