import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Narrator, playStory, startDistributed, startFreshSite } from '@millwright/demo';
import { roles } from '@millwright/platform';
import { firstKey } from '@millwright/testing';
import { repository, services } from './code/sources.js';

const version = '4.32.5';
const environment = join(repository, '.cache', 'schemathesis');
const program = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin', 'schemathesis');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** In a Python environment of its own under .cache, so that nothing of the machine is changed. */
function installed(): boolean {
  if (existsSync(program)) return true;
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (!python) return false;
  say(`Installing schemathesis ${version} into .cache/schemathesis`);
  const made = spawnSync(python, ['-m', 'venv', environment], { stdio: 'inherit' });
  if (made.status !== 0) return false;
  return (
    spawnSync(join(program, '..', 'pip'), ['install', '--quiet', `schemathesis==${version}`], { stdio: 'inherit' })
      .status === 0
  );
}

interface Bounds {
  readonly seconds: string;
  readonly seed: string;
  readonly examples: string;
  /** Of somebody who may do everything. */
  readonly bearer: string;
  readonly only?: string;
}

/** Every documented route of what answers at an address, with all checks. */
function fuzz(url: string, name: string, { seconds, seed, examples, bearer, only }: Bounds): Promise<number> {
  say(`Schemathesis on ${name} at ${url}, seed ${seed}, at most ${seconds} s`);
  const reports = join(repository, '.cache', 'fuzz');
  mkdirSync(reports, { recursive: true });
  const args = [
    ...['--config-file', join(repository, 'deploy/api/schemathesis.toml')],
    ...['run', `${url}/api/openapi.json`, '--url', url],
    ...['--seed', seed, '--max-examples', examples, '--max-time', seconds, '--workers', '1'],
    ...['--phases', 'examples,coverage,fuzzing', '--checks', 'all', '--continue-on-failure', '--no-color'],
    ...['--report', 'junit', '--report-junit-path', join(reports, `${name}.xml`)],
    ...['--header', `Authorization: ${bearer}`],
    // With these it would lock itself out; they have specs of their own.
    ...['--exclude-path-regex', '/credentials/.*/revoke|/grants/withdraw'],
    ...(only === undefined ? [] : ['--include-path-regex', only]),
  ];
  // What it remembers of its failures lies where its reports do.
  return new Promise((resolve) =>
    spawn(program, args, { stdio: 'inherit', cwd: reports }).on('close', (code) => resolve(code ?? 1)),
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      distributed: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      examples: { type: 'string', default: '10' },
      only: { type: 'string' },
    },
  });
  if (!installed()) {
    say('Schemathesis needs Python 3 with venv and pip, which is not here: nothing was tried.');
    return 2;
  }
  const plant = await (values.distributed ? startDistributed : startFreshSite)({ log: say });
  try {
    // So that lists and traces have something to show.
    const { checks } = await playStory(plant, new Narrator(() => undefined));
    say(`The story was played first: ${checks.length} checks`);
    const targets = values.distributed ? services : (['orders'] as const);
    const session = await firstKey({ ...plant, principal: 'system:fuzz', roles });
    let worst = 0;
    for (const one of targets) {
      const bounds = { ...values, bearer: await session.bearer() };
      worst = Math.max(worst, await fuzz(plant.addresses[one], values.distributed ? one : 'millwright', bounds));
    }
    return worst;
  } finally {
    await plant.stop();
  }
}

void main().then((code) => process.exit(code));
