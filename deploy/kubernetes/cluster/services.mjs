import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { host, nodes, podNetwork } from './network.mjs';

/** Makes the addresses of services work, and their names. */
export function startServices({ directory, processes, tool, cluster }) {
  const file = join(directory, 'kube-proxy.json');
  const settings = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    clientConnection: { kubeconfig: cluster.kubeconfig },
    hostnameOverride: nodes[0].name,
    mode: 'nftables',
    clusterCIDR: podNetwork,
    // A pod that speaks to a service on its own bridge would get the answer past the rules that turned its address.
    nftables: { masqueradeAll: true, minSyncPeriod: '100ms' },
    conntrack: { maxPerCore: 0, min: 0 },
  };
  writeFileSync(file, JSON.stringify(settings));
  processes.start('kube-proxy', tool('kube-proxy'), [`--config=${file}`]);
  const corefile = join(directory, 'Corefile');
  writeFileSync(
    corefile,
    `.:53 {
  bind ${host}
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${cluster.kubeconfig}
  }
}
`,
  );
  processes.start('coredns', tool('coredns'), ['-conf', corefile]);
}
