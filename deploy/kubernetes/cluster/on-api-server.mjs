import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customResources } from '../crds/crds.mjs';
import { freePort } from '../free-port.mjs';
import { found, moduleFolder } from '../tools.mjs';
import { startControlPlane } from './control-plane.mjs';
import { services } from './plant-needs.mjs';
import { Processes, until } from './processes.mjs';
import { namespace, Release, release } from './release.mjs';

const chart = join(import.meta.dirname, '../millwright');
const kwokModule = ['sigs.k8s.io/kwok', 'v0.8.0'];
const secrets = { 'millwright-database': '', 'millwright-database-owner': '' };

/** What can be shown where no pod can run: whether a real API server takes the chart, and what Helm makes of it there. */
export async function onApiServer({ directory, tool, install }) {
  mkdirSync(join(directory, 'logs'));
  const processes = new Processes(join(directory, 'logs'));
  try {
    const ports = { server: await freePort(), etcd: await freePort(), peers: await freePort() };
    const place = { advertise: '192.0.2.10', services: '203.0.113.0/24', ports };
    const cluster = await startControlPlane({ directory, processes, tool, ...place });
    const plant = new Release({ cluster, tool });
    plant.makeNamespace();
    for (const { file } of customResources({ install })) plant.kubectl('apply', '--server-side', '--filename', file);
    plant.kubectl('wait', '--for=condition=Established', 'customresourcedefinitions', '--all', '--timeout=60s');
    await takesExamples(plant, directory);
    await handles(plant, await pretendsNodes({ directory, processes, plant }));
  } finally {
    await processes.stop();
  }
}

/** Every example as the API server judges it, with the rules of operators, and no warning of its pods. */
async function takesExamples(plant, directory) {
  for (const example of readdirSync(join(chart, 'examples'))) {
    const file = join(directory, example);
    writeFileSync(file, await plant.helm('template', release, chart, '--values', join(chart, 'examples', example)));
    const said = await plant.kubectlBeside(
      'apply',
      '--server-side',
      '--dry-run=server',
      '--validate=strict',
      '--filename',
      file,
    );
    if (/Warning:/.test(said)) throw new Error(`${example}: ${said}`);
    console.log(`${example}: the API server takes ${said.trim().split('\n').length} resources, with no warning`);
  }
}

/** Install, upgrade and rollback; that pods become ready is kwok's word alone. */
async function handles(plant, pretended) {
  for (const name of Object.keys(secrets))
    plant.makeSecret(name, Object.fromEntries(services.map((one) => [one, `postgres://user:word@db/${one}`])));
  const wait = pretended ? ['--wait'] : ['--no-hooks'];
  const values = ['--values', join(chart, 'examples/small.yaml'), '--set', 'image.tag=0.1.0'];
  await plant.helm('install', release, chart, ...wait, ...values);
  await plant.helm('upgrade', release, chart, ...wait, ...values, '--set', 'service.replicas=2');
  await plant.helm('rollback', release, ...wait);
  const history = JSON.parse(await plant.helm('history', release, '--output', 'json'));
  const { replicas } = plant.json('deployment', `${release}-millwright-orders`).spec;
  if (history.length !== 3 || replicas !== 1) throw new Error(`After the rollback: ${JSON.stringify(history)}`);
  await plant.helm('uninstall', release);
  const how = pretended ? 'with pods that kwok pretends' : 'without hooks and pods: kwok is not there to pretend them';
  console.log(`helm install, upgrade, rollback and uninstall in ${namespace}, ${how}`);
}

async function pretendsNodes({ directory, processes, plant }) {
  const kwok = found('kwok');
  if (!kwok) return false;
  const stages = join(moduleFolder(...kwokModule), 'kustomize/stage');
  const folders = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'].map((one) => join(stages, one));
  const configs = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('kustomization'))
      .map((name) => `--config=${join(folder, name)}`),
  );
  processes.start('kwok', kwok, [`--kubeconfig=${plant.env.KUBECONFIG}`, '--manage-all-nodes=true', ...configs]);
  const file = join(directory, 'node.json');
  const metadata = { name: 'pretended', labels: { 'kubernetes.io/hostname': 'pretended' } };
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata }));
  plant.kubectl('apply', '--filename', file);
  const isReady = () => plant.kubectl('get', 'node', 'pretended').includes(' Ready');
  await until('the pretended node', isReady, { processes });
  return true;
}
