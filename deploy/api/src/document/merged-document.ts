import type { Schema } from '../code/json-schemas.js';
import { mapValues, type Components, type Document } from './document.js';

/** All services in one document. A schema that two services understand differently gets the name of its service before its own. */
export function merged(documents: Readonly<Record<string, Document>>): Document {
  const [first] = Object.values(documents);
  const versions = new Map<string, Set<string>>();
  for (const { components } of Object.values(documents))
    for (const [name, schema] of Object.entries(components.schemas))
      versions.set(name, (versions.get(name) ?? new Set()).add(JSON.stringify(schema)));
  const differing = differingIn(versions);
  const renamed = Object.entries(documents).map(([service, document]) => renamedIn(document, service, differing));
  return {
    ...first,
    tags: [...new Map(renamed.flatMap(({ tags = [] }) => tags).map((tag) => [tag.name, tag])).values()],
    paths: Object.assign({}, ...renamed.map(({ paths }) => paths)) as Document['paths'],
    components: {
      ...first.components,
      responses: Object.assign({}, ...renamed.map(({ components }) => components.responses)) as Components['responses'],
      schemas: sorted(
        Object.assign({}, ...renamed.map(({ components }) => components.schemas)) as Record<string, Schema>,
      ),
    },
  };
}

/** Also those that are written alike and refer to one that differs. */
function differingIn(versions: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const differing = new Set([...versions].filter(([, texts]) => texts.size > 1).map(([name]) => name));
  for (let before = -1; before < differing.size;) {
    before = differing.size;
    for (const [name, texts] of versions)
      if ([...texts].some((text) => [...differing].some((one) => text.includes(`schemas/${one}"`))))
        differing.add(name);
  }
  return differing;
}

function renamedIn(document: Document, service: string, differing: ReadonlySet<string>): Document {
  const nameOf = (name: string): string =>
    differing.has(name) ? `${service[0].toUpperCase()}${service.slice(1)}${name}` : name;
  const text = JSON.stringify(document).replace(
    /#\/components\/schemas\/(\w+)/g,
    (_, name: string) => `#/components/schemas/${nameOf(name)}`,
  );
  const copy = JSON.parse(text) as Document;
  const schemas = Object.fromEntries(Object.entries(copy.components.schemas).map(([name, one]) => [nameOf(name), one]));
  return { ...copy, components: { ...copy.components, schemas } };
}

const sorted = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
  mapValues(Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))), (one) => one);
