// Writes the table of values into the chart's README from values.schema.json, and the tables of settings from their
// declaration into it and into deploy/README.md; with --check it only says which are stale. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsTables } from './settings-reference.mjs';

const chart = join(import.meta.dirname, 'millwright');
const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8'));

const kind = ({ type, enum: choices, minimum, maximum }) => {
  if (choices) return choices.map((one) => (one === '' ? 'empty' : `\`${one}\``)).join(', ');
  if (minimum !== undefined) return `${type}, ${minimum}${maximum === undefined ? ' at least' : ` to ${maximum}`}`;
  return type;
};

function* leaves(node, path) {
  for (const [name, value] of Object.entries(node.properties ?? {})) {
    const at = [...path, name];
    // The five services take what `service` takes.
    if (path[0] === 'services') continue;
    if (value.properties && path[0] !== 'services') yield* leaves(value, at);
    else yield [at.join('.'), kind(value), value.description];
  }
}

const rows = [...leaves(schema, []), ['services.<name>', 'object', 'What differs from `service` for one of the five']];
const missing = rows.filter(([, , description]) => !description).map(([name]) => name);
if (missing.length > 0) throw new Error(`values.schema.json describes nothing of ${missing.join(', ')}`);
const table = [
  '| value | | |',
  '|---|---|---|',
  ...rows.map(([name, type, description]) => `| \`${name}\` | ${type} | ${description.replaceAll('|', '\\|')} |`),
].join('\n');

const tables = [{ file: join(chart, 'README.md'), mark: 'values', table }, ...settingsTables];
const stale = tables.filter(({ file, mark, table }) => {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(
    new RegExp(`<!-- ${mark} -->[^]*<!-- /${mark} -->`),
    () => `<!-- ${mark} -->\n${table}\n<!-- /${mark} -->`,
  );
  if (!process.argv.includes('--check') && before !== after) writeFileSync(file, after);
  return before !== after;
});
if (process.argv.includes('--check') && stale.length > 0)
  throw new Error(
    `Stale: ${stale.map(({ file, mark }) => `${mark} of ${file}`).join(', ')}. Run node deploy/kubernetes/reference.mjs`,
  );
