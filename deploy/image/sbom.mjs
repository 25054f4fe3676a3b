// Prints a CycloneDX SBOM of the production packages that are installed, from `npm sbom`, without what would differ between
// two builds of the same thing. `npm sbom --omit dev` is not it: it leaves out what a tool wants as well, Nest and pg here.
// Usage: node sbom.mjs [folder with package.json, package-lock.json and node_modules]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2] ?? join(import.meta.dirname, '../..');
const npm = ['sbom', '--package-lock-only', '--offline', '--sbom-format', 'cyclonedx'];
const all = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }));
const { name, version, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const installed = Object.entries(packages).filter(
  ([path, { dev, devOptional }]) =>
    path.includes('node_modules/') && !dev && !devOptional && existsSync(join(root, path)),
);
const here = new Set(
  installed.map(([path, { resolved, link, version }]) => {
    return `${path.split('node_modules/').at(-1)}@${link ? packages[resolved].version : version}`;
  }),
);
const components = all.components.filter(({ 'bom-ref': ref }) => here.delete(ref));
if (here.size > 0) throw new Error(`npm sbom does not know ${[...here].join(', ')}`);

const known = new Set([`${name}@${version}`, ...components.map(({ 'bom-ref': ref }) => ref)]);
const dependencies = all.dependencies
  .filter(({ ref }) => known.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }));

const { tools, component } = all.metadata;
const metadata = { tools, component: { ...component, type: 'application', name } };
const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
const serialNumber = `urn:uuid:${digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5')}`;
process.stdout.write(`${JSON.stringify({ ...all, serialNumber, metadata, components, dependencies }, undefined, 2)}\n`);
