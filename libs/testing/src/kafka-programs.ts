import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kafkaSettings, scramMechanism, type KafkaGuard } from './kafka-settings.js';
import { runProgram } from './run-program.js';

const VERSION = '4.1.0';
const HEAP = '-Xms128m -Xmx512m';
const REPOSITORY = resolve(__dirname, '../../..');
const JARS = join(REPOSITORY, '.cache', 'kafka', `jars-${VERSION}`);
const MAVEN = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';

export interface KafkaPlace {
  readonly directory: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly advertisedPort: number;
  readonly guard?: KafkaGuard;
}

/** One way to run a broker: the command that stays in the foreground until the broker ends, and what it needs before and after. */
export interface KafkaProgram {
  prepare(place: KafkaPlace, log: (message: string) => void): Promise<readonly string[]>;
  /** Ends the broker without a shutdown, where a SIGKILL to the command alone would not. */
  kill?(place: KafkaPlace): Promise<void>;
  /** Removes data that is not in the directory. */
  forget?(place: KafkaPlace): Promise<void>;
}

/** Undefined when a broker can run here, otherwise what is missing, as a sentence. */
export async function kafkaAvailability(): Promise<string | undefined> {
  const found = await findKafkaProgram();
  return typeof found === 'string' ? found : undefined;
}

/** A guarded broker is run by Java: the image cannot be told of a user before it starts. */
export async function findKafkaProgram(guard?: KafkaGuard): Promise<KafkaProgram | string> {
  const wanted = guard ? 'java' : process.env.MILLWRIGHT_KAFKA;
  if (wanted !== 'java' && (await runProgram(['docker', 'info', '--format', '{{.ServerVersion}}'])).code === 0)
    return dockerKafka;
  if (wanted === 'docker') return 'MILLWRIGHT_KAFKA=docker asks for Docker, and no Docker daemon answers.';
  const missing = await missingForJava();
  return missing ? `no Docker daemon answers, and ${missing}.` : javaKafka;
}

async function missingForJava(): Promise<string | undefined> {
  const { code, output } = await runProgram([java(), '-version']);
  const major = Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
  if (code !== 0) return 'Java 17 is not installed';
  if (major < 17) return `Java is version ${major} where 17 is needed`;
  if (existsSync(JARS) || (await runProgram([MAVEN, '--version'])).code === 0) return undefined;
  return 'Maven, which fetches the broker for Java, is not installed';
}

function java(): string {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
}

const javaKafka: KafkaProgram = {
  async prepare(place, log) {
    await fetchJars(log);
    const data = join(place.directory, 'data');
    const file = join(place.directory, 'server.properties');
    const address = `127.0.0.1:${place.port}`;
    const controller = `127.0.0.1:${place.controllerPort}`;
    const settings = kafkaSettings({
      broker: address,
      controller,
      advertised: `127.0.0.1:${place.advertisedPort}`,
      data: data.replaceAll('\\', '/'),
      guard: place.guard,
    });
    writeFileSync(
      file,
      Object.entries(settings)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
    const classpath = ['-cp', join(JARS, '*'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
    if (!existsSync(join(data, 'meta.properties'))) {
      const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
      const user = place.guard?.user;
      const known = user && `${scramMechanism}=[name=${user.username},password=${user.password}]`;
      const users = known ? ['--add-scram', known] : [];
      await succeed([java(), ...classpath, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', file, ...users]);
    }
    return [java(), ...HEAP.split(' '), ...classpath, 'kafka.Kafka', file];
  },
};

/** Fetched once for all brokers; renamed into place when complete, so that an interrupted download is never taken for one. */
async function fetchJars(log: (message: string) => void): Promise<void> {
  if (existsSync(JARS)) return;
  log(`fetching Kafka ${VERSION} with Maven, once (43 MB)`);
  const spare = `${JARS}.${process.pid}`;
  mkdirSync(spare, { recursive: true });
  const pom = join(REPOSITORY, 'deploy', 'kafka', 'pom.xml');
  await succeed([MAVEN, '-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${spare}`]);
  try {
    renameSync(spare, JARS);
  } catch (error) {
    rmSync(spare, { recursive: true, force: true });
    if (!existsSync(JARS)) throw error;
  }
}

async function succeed(command: readonly string[]): Promise<void> {
  const { code, output } = await runProgram(command);
  if (code !== 0) throw new Error(`${command.join(' ')} failed: ${output}`);
}

/** Data lives in a volume named after the directory: a container cannot be counted on to write into a folder of this machine. */
const dockerKafka: KafkaProgram = {
  prepare(place) {
    const inside = { broker: '0.0.0.0:9092', controller: '127.0.0.1:9093', data: '/var/lib/kafka/data' };
    const settings = kafkaSettings({ ...inside, advertised: `127.0.0.1:${place.advertisedPort}` });
    const variables = Object.entries(settings).flatMap(([key, value]) => [
      '-e',
      `KAFKA_${key.toUpperCase().replaceAll('.', '_')}=${value}`,
    ]);
    const name = containerOf(place);
    return Promise.resolve([
      ...[
        'docker',
        'run',
        '--rm',
        '--name',
        name,
        '-v',
        `${name}:/var/lib/kafka/data`,
        '-p',
        `127.0.0.1:${place.port}:9092`,
      ],
      ...['-e', `KAFKA_HEAP_OPTS=${HEAP}`, ...variables, `apache/kafka:${VERSION}`],
    ]);
  },
  kill: async (place) => void (await runProgram(['docker', 'kill', containerOf(place)])),
  forget: async (place) => void (await runProgram(['docker', 'volume', 'rm', '-f', containerOf(place)])),
};

function containerOf(place: KafkaPlace): string {
  return `millwright-kafka-${createHash('sha256').update(place.directory).digest('hex').slice(0, 12)}`;
}
