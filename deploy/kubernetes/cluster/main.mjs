// Runs the chart on a real cluster: see README.md beside this file.
// node deploy/kubernetes/cluster/main.mjs [--install] [--image millwright:local --archive image.tar] [--keep] [--only api]
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { found, tool as find } from '../tools.mjs';
import { enter, makeNetwork, podNetworks, removeNetwork } from './network.mjs';
import { missingForNode } from './node.mjs';
import { fetchKafka } from './plant-needs.mjs';
import { onApiServer } from './on-api-server.mjs';
import { onNodes } from './on-nodes.mjs';
import { run } from './processes.mjs';
import { Machine, removeDirectory } from './traces.mjs';

const { values: options } = parseArgs({
  options: {
    install: { type: 'boolean' },
    image: { type: 'string', default: 'millwright:local' },
    archive: { type: 'string', default: process.env.IMAGE_ARCHIVE },
    only: { type: 'string' },
    directory: { type: 'string' },
    keep: { type: 'boolean' },
  },
});

const everywhere = ['kubectl', 'helm', 'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const forNodes = ['kubelet', 'kube-proxy', 'coredns', 'pause', 'metrics-server', 'kube-router'];
const forContainers = ['containerd', 'ctr', 'runc', 'setpriv'];
const forNetwork = ['nft', 'iptables', 'ipset', 'conntrack', 'nsenter', 'ip'];
const ofSystem = [...forContainers, ...forNetwork, 'openssl', 'java'];

/** Undefined where real nodes can run, otherwise why not. */
function whyNoNodes() {
  const missing = [...missingForNode(), ...ofSystem.filter((name) => !found(name))];
  if (!options.archive) missing.push('an image (--archive, as docker save writes it)');
  return missing.length > 0 ? missing.join(', ') : undefined;
}

async function main() {
  const tool = (name) => find(name, options);
  const reason = options.only === 'api' ? 'only the API server is asked for' : whyNoNodes();
  if (options.directory) return onNodes({ ...options, tool });
  const directory = mkdtempSync(join(tmpdir(), 'millwright-cluster-'));
  // PostgreSQL does not run as root, and must get to its own folder.
  chmodSync(directory, 0o711);
  for (const name of [...everywhere, ...(reason ? [] : forNodes)]) tool(name);
  if (reason) {
    console.log(`Without real nodes: ${reason}.`);
    await onApiServer({ directory, tool, install: options.install });
    return removeDirectory(directory);
  }
  if (!existsSync(options.archive)) throw new Error(`There is no ${options.archive}`);
  run('npx', ['nx', 'run', '@millwright/testing:build'], {
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  fetchKafka();
  const before = podNetworks();
  const machine = new Machine();
  removeNetwork(before);
  makeNetwork();
  // Once more, within the cluster's network. A signal is for the one inside, who takes back what it has started.
  const again = spawn('nsenter', [...enter, process.execPath, ...process.argv.slice(1), '--directory', directory], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => again.kill('SIGTERM'));
  const code = await new Promise((done) => again.once('exit', done));
  machine.restore();
  if (!options.keep) {
    removeNetwork(before);
    removeDirectory(directory);
  }
  process.exitCode = code ?? 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
