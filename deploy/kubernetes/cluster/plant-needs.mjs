// What the chart expects to find: PostgreSQL with five databases, and Kafka, on the address of the first node.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { host } from './network.mjs';
import { run, until } from './processes.mjs';

const require = createRequire(import.meta.url);
const repository = join(import.meta.dirname, '../../..');
const jars = join(repository, '.cache/kafka/jars-4.1.0');

export const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];

/** While there is a network to the outside: what Maven fetches. */
export function fetchKafka() {
  if (existsSync(jars)) return;
  const pom = join(repository, 'deploy/kafka/pom.xml');
  run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]);
}

/** Answers the URLs of the databases, for the services' roles and for their owner. */
export async function startDatabase(directory) {
  const { startEmbeddedPostgres } = require('@millwright/platform');
  const { Client } = require('pg');
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgresql'), durable: false });
  const client = new Client(server.url('postgres'));
  await client.connect();
  for (const service of services) await client.query(`create database ${service}`);
  await client.end();
  // The server listens on 127.0.0.1 alone.
  const door = createServer((socket) => {
    const inner = connect(server.port, '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    for (const one of [socket, inner]) one.on('error', () => [socket, inner].forEach((end) => end.destroy()));
  });
  await new Promise((done) => door.listen(5432, host, done));
  const password = randomBytes(18).toString('base64url');
  const urls = (user, secret) =>
    Object.fromEntries(services.map((name) => [name, `postgres://${user(name)}:${secret}@${host}:5432/${name}`]));
  return {
    urls: urls((name) => `millwright_${name}`, password),
    ownerUrls: urls(() => server.user, server.password),
    stop: async () => {
      door.close();
      await server.stop();
    },
  };
}

export async function startKafka(directory, processes) {
  const at = join(directory, 'kafka');
  mkdirSync(at);
  const file = join(at, 'server.properties');
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': '1@127.0.0.1:9093',
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${host}:9092,CONTROLLER://127.0.0.1:9093`,
    'advertised.listeners': `PLAINTEXT://${host}:9092`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(at, 'data'),
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'auto.create.topics.enable': false,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(file, lines.join(''));
  const java = ['-Xmx512m', '-cp', join(jars, '*'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', file]);
  processes.start('kafka', 'java', [...java, 'kafka.Kafka', file]);
  await until('Kafka', () => answers(9092), { withinMs: 120_000, processes });
  return `${host}:9092`;
}

const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, host);
    socket.once('connect', () => (socket.destroy(), done(true))).once('error', () => done(false));
  });
