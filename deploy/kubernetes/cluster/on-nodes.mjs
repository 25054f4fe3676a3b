import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startControlPlane } from './control-plane.mjs';
import { makePauseImage } from './images.mjs';
import { aggregation, startMetricsServer } from './metrics-server.mjs';
import { host, nodes as places, serviceNetwork } from './network.mjs';
import { Node } from './node.mjs';
import { Neighbours, startPolicies } from './policies.mjs';
import { services, startDatabase, startKafka } from './plant-needs.mjs';
import { Processes, until } from './processes.mjs';
import { Release } from './release.mjs';
import { startServices } from './services.mjs';
import { Story } from './story.mjs';

/** Two real nodes with real pods, within the network that this process is in. */
export async function onNodes({ directory, tool, image, archive }) {
  mkdirSync(join(directory, 'logs'));
  const processes = new Processes(join(directory, 'logs'));
  const say = (text) => console.log(text);
  const began = Date.now();
  const undo = [];
  const ended = toldToStop();
  const last = [];
  try {
    const database = await startDatabase(directory);
    undo.push(() => database.stop());
    const brokers = await startKafka(directory, processes);
    const place = { advertise: host, services: serviceNetwork, more: aggregation(directory) };
    const cluster = await startControlPlane({ directory, processes, tool, ...place });
    const archives = [makePauseImage(directory, tool('pause')), archive];
    const nodes = places.map((place) => new Node({ directory, processes, tool, cluster, place }));
    undo.push(() => nodes.forEach((node) => node.removeContainers()));
    last.push(() => nodes.forEach((node) => node.removeCgroups()));
    for (const node of nodes) await node.start(archives);
    startServices({ directory, processes, tool, cluster });
    for (const { name } of nodes) await untilReady(cluster, name, processes);
    say(`A cluster of ${nodes.length} nodes is ready after ${seconds(began)} s.`);
    const plant = new Release({ cluster, tool });
    await startMetricsServer({ directory, processes, tool, cluster, plant });
    const needs = { database, brokers };
    const [node] = nodes;
    const neighbours = new Neighbours({ plant, image, needs, node: node.place });
    const enforce = () => startPolicies({ processes, tool, cluster, node });
    await Promise.race([tell(new Story({ plant, nodes, needs, image, neighbours, enforce }), plant, say), ended]);
  } finally {
    await clean(processes, undo);
    for (const one of last) one();
  }
}

/** What was started is taken back all the same. */
function toldToStop() {
  const stop = new Promise((_, stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped(new Error(`Ended by ${signal}.`)));
  });
  stop.catch(() => undefined);
  return stop;
}

/** Without an installation nothing else can be told; after it, each step is told whatever became of those before. */
async function tell(story, plant, say) {
  const first = [() => story.refusesWithoutSecrets(), () => story.installs()];
  const later = [
    () => story.rollsOut(1),
    () => story.scalesByItself(),
    () => story.grows(),
    () => story.rollsOut(2),
    ...services.slice(0, 2).map((service) => () => story.survivesKill(service)),
    () => story.drains(),
    () => story.upgradesAndRollsBack(),
    () => story.keepsStrangersOut(),
    () => story.uninstalls(),
  ];
  for (const step of first) await tellOne(step, plant, say, true);
  const outcomes = [];
  for (const step of later) outcomes.push(await tellOne(step, plant, say));
  const failed = outcomes.filter((well) => !well).length;
  if (failed > 0) throw new Error(`${failed} of ${later.length} steps did not hold.`);
}

async function tellOne(step, plant, say, mustHold = false) {
  const began = Date.now();
  try {
    say(`${await step()} (${seconds(began)} s)`);
    return true;
  } catch (error) {
    if (mustHold) {
      say(plant.describe());
      throw error;
    }
    say(`DOES NOT HOLD: ${error.message} (${seconds(began)} s)\n${plant.unready()}`);
    return false;
  }
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

const untilReady = (cluster, name, processes) =>
  until(
    `${name} to be ready`,
    () => {
      const { conditions } = JSON.parse(cluster.kubectl('get', 'node', name, '--output', 'json')).status;
      return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    },
    { withinMs: 180_000, processes },
  );

/** Kubelets go before the containers, which they would start again, and containerd after them. */
async function clean(processes, undo) {
  await processes.stop((name) => name.includes('kubelet'));
  for (const one of undo.reverse()) await one();
  await processes.stop();
}
