import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, until } from './processes.mjs';

/** As clusters have them; somewhere else for one that shares the network of this machine. */
const usual = { server: 6443, etcd: 2379, peers: 2380 };

/** etcd, API server (with `more` arguments), controllers and scheduler on 127.0.0.1 of this network. Answers how to talk to them. */
export async function startControlPlane({ directory, processes, tool, advertise, services, ports = usual, more = [] }) {
  const token = randomBytes(24).toString('base64url');
  const files = writeFiles(directory, token, ports.server);
  const [clients, peers] = [ports.etcd, ports.peers].map((port) => `http://127.0.0.1:${port}`);
  processes.start('etcd', tool('etcd'), [
    ...['--data-dir', join(directory, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn'],
    ...['--listen-client-urls', clients, '--advertise-client-urls', clients],
    ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', `default=${peers}`],
  ]);
  processes.start('kube-apiserver', tool('kube-apiserver'), [
    ...[`--etcd-servers=${clients}`, '--bind-address=127.0.0.1', `--secure-port=${ports.server}`],
    // Nobody here speaks to the API server by the address of a service.
    ...[
      `--advertise-address=${advertise}`,
      `--service-cluster-ip-range=${services}`,
      '--endpoint-reconciler-type=none',
    ],
    ...[
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      `--cert-dir=${join(directory, 'certificates')}`,
    ],
    ...['--service-account-issuer=https://millwright.invalid', `--service-account-key-file=${files.key}`],
    ...[`--service-account-signing-key-file=${files.key}`, '--kubelet-preferred-address-types=InternalIP'],
    ...more,
  ]);
  const kubectl = (...args) => run(tool('kubectl'), [`--kubeconfig=${files.kubeconfig}`, ...args]);
  await until('the API server', () => kubectl('get', '--raw', '/readyz') === 'ok', { withinMs: 180_000, processes });
  const common = [`--kubeconfig=${files.kubeconfig}`, '--leader-elect=false', '--secure-port=0'];
  processes.start('kube-controller-manager', tool('kube-controller-manager'), [
    ...common,
    `--service-account-private-key-file=${files.key}`,
    // The default 40 s is for networks that lose packets.
    '--node-monitor-grace-period=20s',
  ]);
  processes.start('kube-scheduler', tool('kube-scheduler'), common);
  await until('the first service account', () => kubectl('get', 'serviceaccount', 'default'), {
    withinMs: 120_000,
    processes,
  });
  return { kubeconfig: files.kubeconfig, kubectl };
}

function writeFiles(directory, token, port) {
  mkdirSync(join(directory, 'certificates'));
  const tokens = join(directory, 'tokens.csv');
  const key = join(directory, 'service-accounts.pem');
  const kubeconfig = join(directory, 'kubeconfig');
  const mode = { mode: 0o600 };
  writeFileSync(tokens, `${token},cluster,cluster,system:masters\n`, mode);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), mode);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    // The certificate is made by the API server itself, at each start anew.
    clusters: [{ name: 'cluster', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'cluster', user: { token } }],
    contexts: [{ name: 'cluster', context: { cluster: 'cluster', user: 'cluster' } }],
    'current-context': 'cluster',
  };
  writeFileSync(kubeconfig, JSON.stringify(config), mode);
  return { tokens, key, kubeconfig };
}
