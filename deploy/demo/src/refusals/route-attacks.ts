import type { Route } from './api-document.js';
import { badBodies, badHeaders, badParametersOf, badValuesOf, hostileCursors, strangeIds } from './attacks.js';
import type { Expected } from './problem.js';
import type { RawRequest } from './raw-client.js';
import { changed, fieldsOf, sampleOf } from './sample.js';
import { nameOf } from './small-plant.js';

export interface Attack extends Omit<RawRequest, 'method' | 'path'> {
  readonly path?: string;
  /** Legal for some routes: only an answer of 5xx would be wrong, or a refusal that does not explain itself. */
  readonly mayBeAnswered?: boolean;
  /** Of the problem document. */
  readonly expected?: Expected;
}

export const someone = { 'Millwright-Actor': 'system:stranger' };
export const asJson = { ...someone, 'Content-Type': 'application/json' };

export const pathOf = ({ path }: Route, strange?: { parameter: string; id: string }): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === strange?.parameter ? strange.id : encodeURIComponent(nameOf[name] ?? 'NO-SUCH'),
  );

const strangeIdsOf = (route: Route): Attack[] =>
  [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, parameter]) =>
    strangeIds.map((id) => ({
      path: pathOf(route, { parameter, id }),
    })),
  );

/** What a well-meant command carries; one that replaces something also says what. */
export const headersFor = ({ method }: Pick<Route, 'method'>): Readonly<Record<string, string>> =>
  method === 'PUT' ? { ...asJson, 'If-Match': '"0"' } : asJson;

export function attacksOnCommand(route: Route): Attack[] {
  const sample = route.body ? sampleOf(route.body) : {};
  const body = JSON.stringify(sample);
  const asJson = headersFor(route);
  // Answered row by row, whatever the rows come to; a version is not asked of all of them together.
  const mayBeAnswered = route.path.endsWith('/reports');
  const [status, json] = [422, (value: unknown): string => JSON.stringify(value)];
  return [
    { headers: { 'Content-Type': 'application/json', authorization: '' }, body, expected: { status: 401 } },
    ...(route.isCommand
      ? badHeaders().map((headers) => ({ headers: { ...asJson, ...headers }, body, mayBeAnswered }))
      : []),
    ...(route.isCommand
      ? [{ headers: { ...asJson, 'If-Match': '"999"' }, body, mayBeAnswered, expected: { isWellFormed: true } }]
      : []),
    ...badBodies.map((bad) => ({ headers: asJson, body: bad })),
    ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'].map((type) => ({
      headers: { ...asJson, 'Content-Type': type },
      body,
      expected: { status: 415 },
    })),
    ...((route.body?.required ?? []).length > 0 ? [{ headers: asJson, body: '{}', expected: { status } }] : []),
    { headers: asJson, body: json({ ...(sample as object), surprise: 1 }), expected: { status, field: 'surprise' } },
    ...fieldsOf(route.body ?? {}).flatMap(({ path: field, schema }) =>
      badValuesOf(schema, field.split('.').at(-1) ?? '').map((bad) => ({
        headers: asJson,
        body: json(changed(sample, field, bad)),
        expected: { status, field },
      })),
    ),
    ...strangeIdsOf(route).map((attack) => ({ ...attack, headers: asJson, body })),
  ];
}

export function attacksOnQuestion(route: Route): Attack[] {
  const required = route.query
    .filter((one) => one.required)
    .map((one) => `${one.name}=${String(sampleOf(one.schema, one.name))}`);
  const asked = (...more: string[]): string => `${pathOf(route)}?${[...required, ...more].join('&')}`;
  return [
    { path: asked('surprise=1'), expected: { status: 422, field: 'surprise' } },
    ...route.query.flatMap(({ name, schema }) => [
      ...badParametersOf(schema).map((bad) => ({ path: asked(`${name}=${bad}`) })),
      { path: asked(`${name}=1`, `${name}=2`), expected: { status: 422, field: name } },
      { path: asked(`${name}[a]=1`) },
    ]),
    ...(route.query.some(({ name }) => name === 'after')
      ? hostileCursors.map((one) => ({ path: asked(`after=${encodeURIComponent(one)}`), mayBeAnswered: true }))
      : []),
    ...strangeIdsOf(route).map(({ path, mayBeAnswered }) => ({
      mayBeAnswered,
      path: `${path}${required.length > 0 ? `?${required.join('&')}` : ''}`,
    })),
  ];
}
