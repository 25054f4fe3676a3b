import type { Route } from './api-document.js';
import { badBodies, badValuesOf } from './attacks.js';
import { changed, fieldsOf, sampleOf } from './sample.js';

/** The same numbers for the same seed, so that what was found is found again. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const surprises = ['surprise', 'version', 'constructor', 'toString', '$where', 'id', 'status', 'a.b', ''];
const deep = `${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`;

/** A body that no rule ever gets to see: at least one thing in it is wrong, whatever else may be right. */
export function hostileBody({ body: schema }: Route, below: (limit: number) => number): string {
  const sample = schema ? sampleOf(schema) : {};
  const fields = schema ? fieldsOf(schema) : [];
  const text = JSON.stringify(sample);
  const ways: (() => string)[] = [
    () => badBodies[below(badBodies.length)] || '{',
    () => text.slice(0, -1 - below(Math.max(1, text.length - 2))),
    () => JSON.stringify({ ...(sample as object), [surprises[below(surprises.length)] + below(100)]: below(9) }),
    () => `{"x":${deep}}`,
    () => `${text}${text}`,
    () => text.replace('{', '{"__proto__":{"status":"released"},'),
  ];
  const wrongField = (): string => {
    const { path, schema: one } = fields[below(fields.length)];
    const values = badValuesOf(one, path.split('.').at(-1) ?? '');
    return JSON.stringify(changed(sample, path, values[below(values.length)]));
  };
  return fields.length > 0 && below(3) > 0 ? wrongField() : ways[below(ways.length)]();
}
