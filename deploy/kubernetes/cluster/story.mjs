// What a plant must survive in a cluster, one step after the other. Each answers in a sentence or throws.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from './load.mjs';
import { services } from './plant-needs.mjs';
import { release } from './release.mjs';
import { until } from './processes.mjs';

const require = createRequire(import.meta.url);
const small = join(import.meta.dirname, '../millwright/examples/small.yaml');
const deployment = (service) => `deployment/${release}-millwright-${service}`;

export class Story {
  #runs = 0;

  constructor({ plant, nodes, needs, image, neighbours, enforce }) {
    Object.assign(this, { plant, nodes, needs, neighbours, enforce });
    const [repository, tag] = image.split(':');
    this.values = [
      ...['--values', small, '--set', `kafka.brokers=${needs.brokers}`],
      ...['--set', `image.repository=${repository}`, '--set', `image.tag=${tag}`, '--set', 'image.pullPolicy=Never'],
    ];
    this.two = [...this.values, '--set', 'service.replicas=2', '--set', 'podDisruptionBudget.enabled=true'];
  }

  async refusesWithoutSecrets() {
    this.plant.makeNamespace();
    const refusal = await this.plant.apply('install', ...this.values).catch((error) => String(error));
    if (!refusal.includes('there is no Secret millwright-database in the namespace'))
      throw new Error(`An installation without Secrets is not refused with a sentence: ${refusal}`);
    return /database\.secretName: [^\n]*/.exec(refusal)[0];
  }

  async installs() {
    const password = randomBytes(18).toString('base64url');
    this.plant.makeSecret('millwright-database', this.needs.database.urls);
    this.plant.makeSecret('millwright-database-owner', this.needs.database.ownerUrls);
    this.plant.makeSecret('millwright-administrator', { password });
    this.values.push('--set', 'administrator.secretName=millwright-administrator');
    this.two.push('--set', 'administrator.secretName=millwright-administrator');
    await this.plant.apply('install', ...this.values);
    const { firstKey } = require('@millwright/testing');
    this.addresses = this.plant.addresses();
    const session = await firstKey({
      addresses: this.addresses,
      administratorPassword: password,
      principal: 'system:load',
      roles: ['integrator'],
    });
    this.bearer = () => session.bearer();
    return 'helm install --wait with the values of small.yaml: every service ready, and the administrator signs in';
  }

  async grows() {
    const before = await this.#underLoad('grow', () => this.plant.apply('upgrade', ...this.two));
    return `helm upgrade to two replicas of each, beside requests: ${before}`;
  }

  /** The load is more than the share of a processor for which `small` asks. */
  async scalesByItself() {
    const scaling = ['enabled=true', 'minReplicas=1', 'maxReplicas=2'].flatMap((one) => [
      '--set',
      `service.autoscaling.${one}`,
    ]);
    let seen;
    const scaled = () => {
      seen = this.plant.json('horizontalpodautoscalers').items.map(({ status }) => status);
      return seen.every(({ currentReplicas }) => currentReplicas === 2) && this.#isEveryServiceAt(2);
    };
    const summary = await this.#underLoad('scale', async () => {
      await this.plant.apply('upgrade', ...this.values, ...scaling);
      await until('a second replica of every service', scaled, { withinMs: 240_000, everyMs: 2_000 });
    });
    const percents = seen.map(({ currentMetrics }) => currentMetrics[0].resource.current.averageUtilization);
    return `autoscalers add a second replica to every service, at ${percents.join(', ')} % of the requested CPU: ${summary}`;
  }

  async rollsOut(replicas) {
    const summary = await this.#underLoad('roll', async () => {
      this.plant.kubectl('rollout', 'restart', ...services.map(deployment));
      for (const service of services)
        await this.plant.kubectlBeside('rollout', 'status', deployment(service), '--timeout=8m');
      await this.#untilOldPodsAreGone(replicas);
    });
    return `kubectl rollout restart of all five, ${replicas * services.length} pods replaced: ${summary}`;
  }

  async upgradesAndRollsBack() {
    const change = ['--set', 'logLevel=warn'];
    const up = await this.#underLoad('up', () => this.plant.apply('upgrade', ...this.two, ...change));
    const level = this.#logLevel();
    const back = await this.#underLoad('back', () => this.plant.helm('rollback', release, '--wait', '--timeout', '8m'));
    if (level !== 'warn' || this.#logLevel() !== 'info') throw new Error('Upgrade or rollback changed nothing');
    const history = JSON.parse(await this.plant.helm('history', release, '--output', 'json'));
    return `helm upgrade: ${up}; helm rollback to revision ${history.length - 2}: ${back}`;
  }

  /** Requests that are on their way to a process that dies cannot be answered; the rest must be, and nothing that was answered be lost. */
  async survivesKill(service) {
    const load = await this.#load('kill');
    await sleep(3_000);
    const pod = await this.#leader(service);
    const node = this.nodes.find(({ name }) => name === pod.spec.nodeName);
    const at = (Date.now() - load.startedAt) / 1000;
    node.kill(pod.status.containerStatuses[0].containerID.replace('containerd://', ''));
    await until(`${service} to be whole again`, () => this.#hasRestarted(service, pod) && this.#isWhole(service), {
      withinMs: 240_000,
    });
    const wholeAfterS = (Date.now() - load.startedAt) / 1000 - at;
    await sleep(5_000);
    await load.stop();
    const others = load.failed.filter((one) => one.service !== service);
    const late = load.failed.filter(({ afterS }) => afterS > at + 5);
    const missing = await load.missing();
    if (others.length + late.length + missing.length > 0)
      throw new Error(
        `After kill -9 of ${pod.metadata.name}: ${load.summary}: ${explained(load.failed, at)}; in other services: ${explained(others, at)}; not to be read: ${missing.join(', ')}`,
      );
    return `kill -9 of the leader of ${service}, ${pod.metadata.name}: ${load.summary}; ${explained(load.failed, at)}; two replicas ready again after ${wholeAfterS.toFixed(1)} s; all ${load.acknowledged.length} acknowledged commands can be read`;
  }

  async drains() {
    const [, other] = this.nodes;
    const name = other.name;
    const moved = services.flatMap((service) => this.plant.pods(service)).filter(({ spec }) => spec.nodeName === name);
    const drained = () =>
      this.plant.kubectlBeside('drain', name, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=8m');
    const summary = await this.#underLoad('drain', async () => {
      await drained();
      await this.#untilWhole();
    });
    const left = services.flatMap((service) => this.plant.pods(service)).filter(({ spec }) => spec.nodeName === name);
    this.plant.kubectl('uncordon', name);
    if (moved.length === 0 || left.length > 0)
      throw new Error(`${moved.length} pods were on ${name}, ${left.length} still are`);
    return `kubectl drain of ${name}, ${moved.length} pods moved: ${summary}`;
  }

  /** All pods move to the one node whose policies are enforced; the migrations, the start and every request are under them. */
  async keepsStrangersOut() {
    const [, other] = this.nodes;
    await this.neighbours.arrive();
    this.plant.kubectl('cordon', other.name);
    const settled = async (grace) => {
      await this.plant.apply('upgrade', ...this.two, '--set', `terminationGracePeriodSeconds=${grace}`);
      await this.#untilOldPodsAreGone(2);
    };
    await settled(46);
    const open = await this.neighbours.surprises();
    const forbidden = this.neighbours.conversations.filter(({ may }) => !may);
    if (open.length !== forbidden.length)
      throw new Error(`Before anything is enforced, only these came about: ${open.join('; ')}`);
    this.enforce();
    await until('policies to be enforced', async () => (await this.neighbours.surprises()).length < open.length, {
      withinMs: 120_000,
    });
    const summary = await this.#underLoad('policies', () => settled(47));
    const surprises = await this.neighbours.surprises();
    if (surprises.length > 0) throw new Error(`With the policies enforced: ${surprises.join('; ')}`);
    this.neighbours.leave();
    this.plant.kubectl('uncordon', other.name);
    return `network policies enforced by kube-router: ${forbidden.map(({ what }) => what).join(', ')} no more, the rest as before; helm upgrade under them: ${summary}`;
  }

  async uninstalls() {
    await this.plant.helm('uninstall', release, '--wait');
    const kinds = 'deployments,services,jobs,configmaps,networkpolicies,poddisruptionbudgets,serviceaccounts';
    const left = this.plant.json(kinds).items.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const own = left.filter((one) => one.includes('millwright'));
    return `helm uninstall leaves ${own.length === 0 ? 'nothing' : own.join(', ')}, and the Secrets that were there before`;
  }

  async #load(run) {
    return new Load({ addresses: this.addresses, bearer: this.bearer, run: `${run}${++this.#runs}` }).start();
  }

  /** No request may fail while something is done. */
  async #underLoad(name, act) {
    const load = await this.#load(name);
    await sleep(2_000);
    try {
      await act();
      await sleep(3_000);
    } finally {
      await load.stop();
    }
    const missing = await load.missing();
    if (load.failed.length + missing.length > 0)
      throw new Error(`${name}: ${load.summary}: ${explained(load.failed, 0)}; not to be read: ${missing.join(', ')}`);
    return load.summary;
  }

  async #leader(service) {
    for (const pod of this.plant.pods(service)) {
      const response = await fetch(`http://${pod.status.podIP}:3000/health/ready`);
      const { services: readiness } = await response.json();
      if (readiness.some(({ leader }) => leader)) return pod;
    }
    throw new Error(`Nobody leads ${service}`);
  }

  /** Until its node has noticed, a container that was killed is ready by all accounts. */
  #hasRestarted(service, { metadata, status }) {
    const now = this.plant.pods(service).find((one) => one.metadata.name === metadata.name);
    return now?.status.containerStatuses[0].restartCount > status.containerStatuses[0].restartCount;
  }

  #isWhole(service) {
    const { spec, status } = this.plant.json(deployment(service));
    return status.readyReplicas === spec.replicas && status.replicas === spec.replicas;
  }

  #isEveryServiceAt(replicas) {
    return services.every((service) => this.plant.json(deployment(service)).status.readyReplicas === replicas);
  }

  #untilWhole() {
    return until('every replica', () => services.every((service) => this.#isWhole(service)), { withinMs: 300_000 });
  }

  /** Until then old pods drain, which is what a roll-out loses requests by. */
  #untilOldPodsAreGone(replicas) {
    const count = () => services.flatMap((service) => this.plant.pods(service)).length;
    return until('old pods to be gone', () => count() === services.length * replicas, { withinMs: 120_000 });
  }

  #logLevel() {
    const { spec } = this.plant.json(deployment('orders'));
    return spec.template.spec.containers[0].env.find(({ name }) => name === 'MILLWRIGHT_LOG_LEVEL').value;
  }
}

/** How many failed in which way, and between which moments after it happened. */
function explained(failed, at) {
  const kinds = new Map();
  for (const one of failed) kinds.set(kindOf(one), [...(kinds.get(kindOf(one)) ?? []), one]);
  const told = [...kinds].map(([kind, some]) => {
    const times = some.map(({ afterS, tookMs }) => afterS + tookMs / 1000 - at);
    return `${some.length} ${kind} of ${[...new Set(some.map(({ service }) => service))].join(', ')} (${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} s after it)`;
  });
  return told.join(', ') || 'none failed';
}

const kindOf = ({ status, text }) => (status === 0 ? text : `answered with ${status}`);
