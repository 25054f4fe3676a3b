// A node: containerd and a kubelet of its own. Two of them share the kernel of this machine, which has cgroups v1 here and
// lacks this and that; each setting that is unusual says what for.
import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pauseImage } from './images.mjs';
import { host } from './network.mjs';
import { run, until } from './processes.mjs';

const plugins = ['/usr/lib/cni', '/opt/cni/bin'];
const cgroups = '/sys/fs/cgroup';

export const missingForNode = () => [
  ...(process.platform === 'linux' && process.getuid() === 0 ? [] : ['root on Linux']),
  ...(plugins.some((one) => existsSync(join(one, 'bridge'))) ? [] : ['CNI plugins (containernetworking-plugins)']),
  ...(existsSync(join(cgroups, 'memory')) || existsSync(join(cgroups, 'cgroup.controllers')) ? [] : ['cgroups']),
];

export class Node {
  constructor({ directory, processes, tool, cluster, place }) {
    Object.assign(this, { processes, tool, cluster, place, name: place.name, directory: join(directory, place.name) });
    this.socket = join(this.directory, 'containerd.sock');
    mkdirSync(join(this.directory, 'cni'), { recursive: true });
  }

  async start(archives) {
    writeFileSync(join(this.directory, 'containerd.toml'), this.#containerd());
    writeFileSync(join(this.directory, 'cni/10-bridge.conflist'), JSON.stringify(this.#bridge()));
    writeFileSync(join(this.directory, 'kubelet.json'), JSON.stringify(this.#kubelet()));
    this.processes.start(`${this.name}-containerd`, this.tool('containerd'), [
      '--config',
      join(this.directory, 'containerd.toml'),
    ]);
    await until(`containerd of ${this.name}`, () => this.ctr('version'), { processes: this.processes });
    for (const archive of archives) this.ctr('images', 'import', archive);
    for (const parent of this.#cgroupFolders()) mkdirSync(parent, { recursive: true });
    this.processes.start(`${this.name}-kubelet`, this.tool('kubelet'), [
      ...[`--kubeconfig=${this.cluster.kubeconfig}`, `--config=${join(this.directory, 'kubelet.json')}`],
      ...[`--hostname-override=${this.name}`, `--node-ip=${this.place.address}`],
      `--root-dir=${join(this.directory, 'kubelet')}`,
    ]);
  }

  ctr(...args) {
    return run(this.tool('ctr'), ['--address', this.socket, '--namespace', 'k8s.io', ...args]);
  }

  /** As kill -9, of the first process of a container. */
  kill(container) {
    this.ctr('tasks', 'kill', '--signal', 'SIGKILL', container);
  }

  /** The containers go with the node: nobody else would end them. */
  removeContainers() {
    const lines = (text) => text.split('\n').filter(Boolean);
    for (const task of lines(this.ctr('tasks', 'list', '--quiet')))
      try {
        this.ctr('tasks', 'delete', '--force', task);
      } catch {
        // It has ended by itself meanwhile.
      }
    for (const container of lines(this.ctr('containers', 'list', '--quiet')))
      this.ctr('containers', 'delete', container);
  }

  /** Empty folders in the kernel's list of groups; the innermost go first. */
  removeCgroups() {
    const remove = (folder) => {
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) remove(join(folder, entry.name));
      rmdirSync(folder);
    };
    for (const folder of this.#cgroupFolders()) if (existsSync(folder)) remove(folder);
  }

  #cgroupFolders() {
    const own = `millwright-${this.name}`;
    if (existsSync(join(cgroups, 'cgroup.controllers'))) return [join(cgroups, own)];
    return readdirSync(cgroups, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'unified')
      .map(({ name }) => join(cgroups, name, own));
  }

  #containerd() {
    const cri = 'plugins."io.containerd.grpc.v1.cri"';
    const bin = plugins.find((one) => existsSync(join(one, 'bridge')));
    return `version = 2
root = "${join(this.directory, 'images')}"
state = "${join(this.directory, 'state')}"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "${this.socket}"
[${cri}]
  sandbox_image = "${pauseImage}"
  # Root of this machine may not raise its own priority in the eyes of the kernel when memory is short.
  restrict_oom_score_adj = true
  disable_apparmor = true
[${cri}.cni]
  bin_dir = "${bin}"
  conf_dir = "${join(this.directory, 'cni')}"
[${cri}.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`;
  }

  #bridge() {
    const ipam = {
      type: 'host-local',
      ranges: [[{ subnet: this.place.pods }]],
      routes: [{ dst: '0.0.0.0/0' }],
      dataDir: join(this.directory, 'addresses'),
    };
    const bridge = {
      type: 'bridge',
      bridge: `cni-${this.name}`,
      isGateway: true,
      ipMasq: false,
      hairpinMode: true,
      ipam,
    };
    return { cniVersion: '0.4.0', name: this.name, plugins: [bridge] };
  }

  #kubelet() {
    return {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: this.place.address,
      port: this.place.kubeletPort,
      healthzPort: this.place.healthPort,
      // This network has nobody else in it.
      authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
      authorization: { mode: 'AlwaysAllow' },
      containerRuntimeEndpoint: `unix://${this.socket}`,
      // Two kubelets would clear away each other's logs, and below, take each other's groups for left over.
      podLogsDir: join(this.directory, 'pod-logs'),
      clusterDNS: [host],
      clusterDomain: 'cluster.local',
      resolvConf: '',
      failCgroupV1: false,
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/millwright-${this.name}`,
      enforceNodeAllocatable: [],
      oomScoreAdj: 0,
      localStorageCapacityIsolation: false,
      failSwapOn: false,
      imageGCHighThresholdPercent: 100,
      evictionHard: { 'memory.available': '100Mi' },
    };
  }
}
