// Whether the chart's network policies, enforced by kube-router, let through what the architecture says and nothing else.
import { services } from './plant-needs.mjs';
import { release } from './release.mjs';

/** A namespace each, with one pod that listens on this port: the first is one of clients, the second is anybody's. */
const namespaces = [
  { name: 'visitors', labels: { 'millwright.dev/clients': 'true' } },
  { name: 'strangers', labels: {} },
];
const door = 8080;
const [, ...others] = services;

/** kube-router on one node, in the place of that node's network plugin; routes and services stay as they are. */
export function startPolicies({ processes, tool, cluster, node }) {
  processes.start('kube-router', tool('kube-router'), [
    ...[`--kubeconfig=${cluster.kubeconfig}`, `--hostname-override=${node.name}`],
    ...['--run-firewall=true', '--run-router=false', '--run-service-proxy=false', '--run-loadbalancer=false'],
    ...['--enable-ipv6=false', '--metrics-port=0', '--iptables-sync-period=10s'],
  ]);
}

export class Neighbours {
  constructor({ plant, image, needs, node }) {
    Object.assign(this, { plant, image, needs, node });
  }

  /** Whoever is not of the plant. */
  async arrive() {
    for (const { name, labels } of namespaces) {
      this.plant.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
      const program = `require('http').createServer((_, answer) => answer.end('here')).listen(${door})`;
      const container = { name, image: this.image, imagePullPolicy: 'Never', command: ['node', '-e', program] };
      const metadata = { name, namespace: name };
      const spec = { nodeName: this.node.name, containers: [container], terminationGracePeriodSeconds: 1 };
      this.plant.create({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
    }
    for (const { name } of namespaces)
      await this.plant.kubectlBeside('wait', `--namespace=${name}`, '--for=condition=Ready', 'pod', name);
  }

  leave() {
    for (const { name } of namespaces) this.plant.kubectl('delete', 'namespace', name, '--wait=false');
  }

  /** Who speaks to whom, and whether the policies let them. */
  get conversations() {
    const [visitor, stranger] = namespaces.map(({ name }) => ({ namespace: name, pod: name }));
    const addressOf = ({ namespace, pod }) => this.plant.json('pod', pod, '--namespace', namespace).status.podIP;
    const leading = this.plant.pods('orders')[0];
    const orders = { namespace: leading.metadata.namespace, pod: leading.metadata.name };
    const [outside, kafkaPort] = this.needs.brokers.split(':');
    const serviceOf = (name) => `${release}-millwright-${name}.${orders.namespace}.svc.cluster.local`;
    const said = (what, from, [host, port], may) => ({ what, from, host, port, may });
    return [
      said('a client asks orders', visitor, [serviceOf('orders'), 80], true),
      said('a client reads the metrics of orders', visitor, [leading.status.podIP, 9464], false),
      said('somebody else asks orders', stranger, [serviceOf('orders'), 80], false),
      said('somebody else asks the client', stranger, [addressOf(visitor), door], true),
      said('orders asks its database', orders, [outside, 5432], true),
      said('orders asks Kafka', orders, [outside, Number(kafkaPort)], true),
      ...others.map((name) => said(`orders asks ${name}`, orders, [serviceOf(name), 80], false)),
      said('orders asks the client', orders, [addressOf(visitor), door], false),
      said('orders asks the kubelet', orders, [this.node.address, this.node.kubeletPort], false),
    ];
  }

  /** Those of which a connection came about although it must not, and those that did not although they must. */
  async surprises() {
    const wrong = [];
    for (const { what, from, host, port, may } of this.conversations) {
      const outcome = await this.#connects(from, host, port);
      if ((outcome === 'connected') !== may) wrong.push(`${what}: ${outcome}`);
    }
    return wrong;
  }

  #connects({ namespace, pod }, host, port) {
    const program = `const socket = require('net').connect(${port}, '${host}');
      const say = (text) => { console.log(text); process.exit(); };
      socket.on('connect', () => say('connected')).on('error', ({ code }) => say(code));
      setTimeout(() => say('no answer'), 3000);`;
    return this.plant
      .kubectlBeside('exec', `--namespace=${namespace}`, pod, '--', 'node', '-e', program)
      .then((text) => text.trim().split('\n').at(-1));
  }
}
