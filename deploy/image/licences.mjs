// Writes licences.md, the licences of what runs in production, from the lockfile; with --check it compares instead. Fails when
// one of them is not allowed. Usage: node deploy/image/licences.mjs [--check] [--lockfile <file>]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    lockfile: { type: 'string', default: join(root, 'package-lock.json') },
  },
});

/** Ask for no more than to keep the notice, which the packages in the image do. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);
/** Allowed for one package alone, and why. */
const exceptions = { argparse: { 'Python-2.0': 'permissive as well; code ported from Python' } };

const { packages } = JSON.parse(readFileSync(values.lockfile, 'utf8'));
const production = Object.entries(packages)
  .filter(([path, { link, dev, devOptional }]) => path.includes('node_modules/') && !link && !dev && !devOptional)
  .map(([path, { version, license }]) => ({ name: path.split('node_modules/').at(-1), version, license }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** `(MIT OR GPL-3.0)` lets us choose, `MIT AND GPL-3.0` does not. */
const isAllowed = ({ name, license = 'none' }) =>
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.has(one) || exceptions[name]?.[one]));

const refused = production.filter((one) => !isAllowed(one));
for (const { name, version, license } of refused)
  console.error(`${name} ${version} has the licence ${license ?? 'none'}, which is not allowed in production.`);

const rows = [...new Set(production.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`))];
const text = `# Licences

Of the packages that Millwright runs on, written by \`npm run licences\`. Their texts are in the packages, also in the image.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`;
const file = join(import.meta.dirname, 'licences.md');
if (!values.check) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('deploy/image/licences.md is not of this lockfile: run npm run licences.');
  process.exitCode = 1;
}
if (refused.length > 0) process.exitCode = 1;
else console.log(`${rows.length} packages in production, all under licences that are allowed.`);
