// Writes the table of values into the chart's README from values.schema.json; with --check it only says whether it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const chart = join(import.meta.dirname, 'millwright');
const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8'));
const begin = '<!-- values -->';
const end = '<!-- /values -->';

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

const readme = join(chart, 'README.md');
const before = readFileSync(readme, 'utf8');
const after = before.replace(new RegExp(`${begin}[^]*${end}`), `${begin}\n${table}\n${end}`);
if (!process.argv.includes('--check')) writeFileSync(readme, after);
else if (before !== after) throw new Error('The table of values is stale: run node deploy/kubernetes/reference.mjs');
