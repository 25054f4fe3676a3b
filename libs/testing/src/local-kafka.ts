import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { GuardedProcess } from './guarded-process.js';
import type { KafkaGuard } from './kafka-settings.js';
import { type KafkaPlace, type KafkaProgram, findKafkaProgram } from './kafka-programs.js';

export { kafkaAvailability } from './kafka-programs.js';

const HOST = '127.0.0.1';
const PATIENCE_MS = 120_000;

export interface LocalKafkaOptions {
  /** Keeps the data for a later start; without it the data is gone with the broker. */
  readonly directory?: string;
  /** Without it, the port of the last start in this directory, or a free one. */
  readonly port?: number;
  /** What the broker tells clients to connect to, such as a proxy before it; without it, its own port. */
  readonly advertisedPort?: number;
  readonly log?: (message: string) => void;
  /** Lets nobody in but a user, by SCRAM-SHA-256, or over TLS alone, or both. */
  readonly guard?: KafkaGuard;
}

export interface LocalKafka {
  readonly brokers: string[];
  readonly port: number;
  readonly directory: string;
  /** Of the broker, or of the docker command that stands for it. */
  readonly pid: number;
  /** An orderly shutdown. */
  stop(): Promise<void>;
  /** As kill -9. Start again with the same directory to go on with the same data on the same port. */
  kill(): Promise<void>;
}

/** The brokers of the test run; the broker is started when a spec is named *.kafka.int.spec.ts or *.kafka.e2e.spec.ts. */
export function testKafkaBrokers(): string[] {
  const brokers = process.env.MILLWRIGHT_TEST_KAFKA;
  if (brokers) return brokers.split(',');
  if (process.env.MILLWRIGHT_TEST_KAFKA_MISSING) return ['skipped:9092'];
  throw new Error(
    'There is no test broker: name the file *.kafka.int.spec.ts or *.kafka.e2e.spec.ts and run it with npm run test:int or test:e2e.',
  );
}

/** A real single Kafka broker on 127.0.0.1, ready to be used. It ends with this process, however this process ends. */
export async function startKafka(options: LocalKafkaOptions = {}): Promise<LocalKafka> {
  const log = options.log ?? ((message: string) => console.log(`kafka: ${message}`));
  const program = await findKafkaProgram(options.guard);
  if (typeof program === 'string') throw new Error(`Kafka cannot be started: ${program}`);
  const place = await choosePlace(options);
  const command = await program.prepare(place, log);
  const output = openSync(join(place.directory, 'broker.log'), 'w');
  const broker = await GuardedProcess.start(command, {
    output,
    removeIfOrphaned: options.directory ? undefined : place.directory,
  });
  closeSync(output);
  const kafka = handle(broker, place, program, options.directory === undefined);
  try {
    await untilReady(broker, place);
    return kafka;
  } catch (error) {
    await kafka.kill();
    throw error;
  }
}

type Ports = Pick<KafkaPlace, 'port' | 'controllerPort'>;

async function choosePlace(options: LocalKafkaOptions): Promise<KafkaPlace> {
  const directory = options.directory ? resolve(options.directory) : mkdtempSync(join(tmpdir(), 'millwright-kafka-'));
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'ports.json');
  const last = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Ports) : undefined;
  const port = options.port ?? last?.port ?? (await freePort());
  const controllerPort = last?.controllerPort ?? (await freePort());
  writeFileSync(file, JSON.stringify({ port, controllerPort }));
  return { directory, port, controllerPort, advertisedPort: options.advertisedPort ?? port, guard: options.guard };
}

async function untilReady(broker: GuardedProcess, place: KafkaPlace): Promise<void> {
  const logFile = join(place.directory, 'broker.log');
  const tail = (): string => readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n');
  const giveUpAt = Date.now() + PATIENCE_MS;
  // Loaded late: specs without Kafka also import this library.
  const { askCoordinators } = await import('./kafka-ready.js');
  let last = '';
  while (Date.now() < giveUpAt) {
    if (broker.hasEnded) throw new Error(`The Kafka broker ended while starting on ${HOST}:${place.port}:\n${tail()}`);
    try {
      return await askCoordinators(`${HOST}:${place.port}`, place.guard);
    } catch (error) {
      last = String(error);
    }
    await sleep(100);
  }
  throw new Error(`The Kafka broker was not ready within ${PATIENCE_MS / 1000} s (${last}):\n${tail()}`);
}

function handle(broker: GuardedProcess, place: KafkaPlace, program: KafkaProgram, isTemporary: boolean): LocalKafka {
  const finish = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (signal === 'SIGKILL') await program.kill?.(place);
    await broker.end(signal);
    if (!isTemporary) return;
    rmSync(place.directory, { recursive: true, force: true, maxRetries: 5 });
    await program.forget?.(place);
  };
  return {
    brokers: [`${HOST}:${place.port}`],
    port: place.port,
    directory: place.directory,
    pid: broker.pid,
    stop: () => finish('SIGTERM'),
    kill: () => finish('SIGKILL'),
  };
}
