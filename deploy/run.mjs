// Builds a program of the workspace, from Nx's cache where nothing changed, and runs it in this very process, so that
// signals reach it on every platform. Usage: node deploy/run.mjs <program> [its arguments]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = {
  site: ['services/site', 'main'],
  demo: ['deploy/demo', 'main'],
  import: ['deploy/import', 'main'],
  bench: ['deploy/bench', 'main'],
  faults: ['deploy/faults', 'main'],
  sabotage: ['deploy/faults', 'sabotage'],
  rebuild: ['deploy/operations', 'rebuild'],
  contracts: ['deploy/api', 'main'],
  fuzz: ['deploy/api', 'fuzz'],
  'contracts:clients': ['deploy/api', 'try-clients'],
  backup: ['deploy/operations', 'backup'],
  restore: ['deploy/operations', 'restore'],
};
const [name, ...args] = process.argv.slice(2);
const [folder, file] = programs[name] ?? [];
if (!folder) {
  console.error(`There is no program ${name}; there are ${Object.keys(programs).join(', ')}.`);
  process.exit(1);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
console.error(`Building ${name} …`);
const started = Date.now();
const build = spawnSync(
  process.execPath,
  [
    require.resolve('nx/bin/nx.js'),
    'run-many',
    '-t',
    'build',
    '-p',
    `@millwright/${basename(folder)}`,
    '--output-style=static',
  ],
  {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
if (build.status !== 0) {
  console.error(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error ?? ''}\nThe build failed.`);
  process.exit(1);
}
console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);

// npm hands a signal to the shell that it runs a script in, and that shell dies of it without telling us.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 250).unref();

const main = fileURLToPath(new URL(`../${folder}/dist/${file}.js`, import.meta.url));
process.argv = [process.argv[0], main, ...args];
require(main);
