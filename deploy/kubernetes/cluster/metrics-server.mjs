// What autoscalers go by: metrics-server, which the API server asks on their behalf and tells by a certificate who asks.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { host } from './network.mjs';
import { run, until } from './processes.mjs';

const port = 4443;

/** Makes the certificates by which the API server shows whom it speaks for, and answers its settings for them. */
export function aggregation(directory) {
  const at = join(directory, 'front-proxy');
  const file = (name) => join(at, name);
  mkdirSync(at);
  const openssl = (...args) => run('openssl', args);
  const authority = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
  const made = (name) => ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`];
  openssl('req', '-x509', ...made('authority'), '-keyout', file('authority.key'), '-out', file('authority.pem'));
  openssl(
    'req',
    '-x509',
    ...made('front-proxy'),
    ...authority,
    '-keyout',
    file('proxy.key'),
    '-out',
    file('proxy.pem'),
  );
  return [
    ...[`--requestheader-client-ca-file=${file('authority.pem')}`, '--requestheader-allowed-names=front-proxy'],
    ...['--requestheader-username-headers=X-Remote-User', '--requestheader-group-headers=X-Remote-Group'],
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    ...[`--proxy-client-cert-file=${file('proxy.pem')}`, `--proxy-client-key-file=${file('proxy.key')}`],
    '--enable-aggregator-routing=true',
  ];
}

export async function startMetricsServer({ directory, processes, tool, cluster, plant }) {
  const credentials = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'];
  processes.start('metrics-server', tool('metrics-server'), [
    ...credentials.map((name) => `--${name}=${cluster.kubeconfig}`),
    ...[`--bind-address=${host}`, `--secure-port=${port}`, `--cert-dir=${join(directory, 'metrics-server')}`],
    ...['--kubelet-insecure-tls', '--kubelet-use-node-status-port', '--kubelet-preferred-address-types=InternalIP'],
    '--metric-resolution=10s',
    '--kubelet-request-timeout=5s',
  ]);
  const metadata = { name: 'metrics-server', namespace: 'kube-system' };
  const labels = { 'kubernetes.io/service-name': metadata.name };
  plant.create({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 443, targetPort: port }] } });
  plant.create({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels },
    addressType: 'IPv4',
    ports: [{ name: '', port }],
    endpoints: [{ addresses: [host] }],
  });
  plant.create({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      ...{ group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
      ...{ insecureSkipTLSVerify: true, service: metadata },
    },
  });
  await until('figures of both nodes', () => plant.kubectl('top', 'nodes').trim().split('\n').length === 3, {
    withinMs: 120_000,
    processes,
  });
}
