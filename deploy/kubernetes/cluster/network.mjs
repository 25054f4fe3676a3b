// A network of its own for the whole cluster: no address, rule or port of this machine is touched, and nothing of the
// cluster can be reached from outside of it.
import { existsSync, readdirSync } from 'node:fs';
import { run } from './processes.mjs';

export const namespace = 'millwright-cluster';

// Addresses that documentation is written with: no real network has them.
export const nodes = [
  { name: 'node-a', address: '192.0.2.10', pods: '198.51.100.0/25', kubeletPort: 10250, healthPort: 10248 },
  { name: 'node-b', address: '192.0.2.11', pods: '198.51.100.128/25', kubeletPort: 10260, healthPort: 10258 },
];
export const host = nodes[0].address;
export const podNetwork = '198.51.100.0/24';
export const serviceNetwork = '203.0.113.0/24';

const folder = '/run/netns';
const inside = (...command) => run('nsenter', [`--net=${folder}/${namespace}`, ...command]);

/** `ip netns exec` would hide the cgroups from the kubelet, so it is entered by nsenter. */
export const enter = [`--net=${folder}/${namespace}`];

export function makeNetwork() {
  run('ip', ['netns', 'add', namespace]);
  inside('ip', 'link', 'set', 'lo', 'up');
  // A pair of which nobody uses the other end: all that is needed is an interface that is up.
  inside('ip', 'link', 'add', 'mw0', 'type', 'veth', 'peer', 'name', 'mw1');
  for (const device of ['mw0', 'mw1']) inside('ip', 'link', 'set', device, 'up');
  for (const { address } of nodes) inside('ip', 'address', 'add', `${address}/24`, 'dev', 'mw0');
  // Services have no route: without a default one a connection to them is refused before kube-proxy's rules see it.
  inside('ip', 'route', 'add', 'default', 'via', '192.0.2.1', 'dev', 'mw0');
  inside('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
}

export const podNetworks = () =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('cni-')) : [];

/** Removes the cluster's network and those of its pods, but none that were there before. */
export function removeNetwork(before) {
  for (const name of podNetworks()) if (!before.includes(name)) run('ip', ['netns', 'delete', name]);
  if (existsSync(`${folder}/${namespace}`)) run('ip', ['netns', 'delete', namespace]);
}
