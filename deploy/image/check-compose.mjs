// Brings docker-compose.yml up under a project name of its own and checks that it is a plant: healthy, the story of the demo
// held, roles that own nothing they need not, a service that ended comes back, a restart keeps everything, and what watches
// it sees it. Takes it down with its volumes afterwards. Usage: npm run test:compose [-- what docker build gets]
// Exit code 0: all held, 1: something did not, 69: no container daemon or no compose, nothing was checked.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Checks } from './checks.mjs';
import { docker, missingDocker, NOT_RUN } from './docker.mjs';
import { root } from './source.mjs';
import { downWithWatchers, startWatchers } from './watchers.mjs';

const address = 'http://127.0.0.1:8080';
const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];
const minutes = (n) => n * 60_000;

const missing = missingDocker(['compose', 'version']);
if (missing) {
  console.error(missing);
  process.exit(NOT_RUN);
}

const env = {
  ...process.env,
  COMPOSE_PROJECT_NAME: 'millwright-test',
  // What the story tells of.
  MILLWRIGHT_SITE: 'NH',
  MILLWRIGHT_TIME_ZONE: 'Europe/Berlin',
  MILLWRIGHT_DATABASE_OWNER_PASSWORD: randomBytes(12).toString('hex'),
  MILLWRIGHT_DATABASE_PASSWORD: randomBytes(12).toString('hex'),
  // One of its own, for the others' must not open it.
  MILLWRIGHT_DATABASE_PASSWORD_QUALITY: randomBytes(12).toString('hex'),
  MILLWRIGHT_OTLP_URL: 'http://collector:4318',
  MILLWRIGHT_GRAFANA_PASSWORD: randomBytes(12).toString('hex'),
};
delete env.MILLWRIGHT_ADMINISTRATOR_PASSWORD;

function compose(...args) {
  const options = { cwd: root, env, encoding: 'utf8', timeout: minutes(12), maxBuffer: 2 ** 26 };
  const { status, stdout, stderr, error } = spawnSync('docker', ['compose', ...args], options);
  return {
    ok: status === 0,
    stdout: stdout.trim(),
    said: error?.message ?? stderr.trim().split('\n').slice(-5).join('\n'),
  };
}

const checks = new Checks();

function up(name) {
  const started = Date.now();
  const { ok, said } = compose('up', '--wait', '--wait-timeout', '600');
  checks.check(`${name}, ${Math.round((Date.now() - started) / 1000)} s`, ok, `:\n${said}`);
  return ok;
}

const psql = (database, sql, ...user) =>
  compose(
    'exec',
    '-T',
    'postgres',
    'psql',
    ...(user.length > 0 ? user : ['-U', 'millwright', '-d', database]),
    '-Atc',
    sql,
  );

function checkRoles() {
  const might = psql(
    'postgres',
    `select count(*) from pg_roles where rolname like 'millwright\\_%' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication)`,
  );
  checks.equal('roles of services that might do more than work in their database', might.stdout, '0');
  for (const service of services) {
    const role = `millwright_${service}`;
    const own = psql(
      service,
      `select string_agg(distinct nspname, ' ' order by nspname) from pg_class c join pg_namespace n on n.oid = relnamespace
        where pg_get_userbyid(relowner) = '${role}' and nspname !~ '^pg_'`,
    );
    checks.check(
      `${role} owns its read models alone`,
      own.stdout.split(' ')[0] === service && !own.stdout.includes('_log'),
    );
    const connects = psql(
      service,
      `select string_agg(datname, ' ') from pg_database where datallowconn and has_database_privilege('${role}', datname, 'connect')`,
    );
    checks.equal(`${role} may connect to`, connects.stdout, service);
  }
}

/** By its name in the network: over the loopback interface the server of the image trusts everybody. */
const signsIn = (service, password) =>
  psql(service, 'select 1', `postgres://millwright_${service}:${password}@postgres:5432/${service}`).ok;

function checkPasswords() {
  const { MILLWRIGHT_DATABASE_PASSWORD: shared, MILLWRIGHT_DATABASE_PASSWORD_QUALITY: own } = env;
  checks.check('the role of quality signs in with the password of its own', signsIn('quality', own));
  checks.check('and not with that of the others', !signsIn('quality', shared) && signsIn('orders', shared));
}

function containersOf(...names) {
  const ids = compose('ps', '--all', '--quiet', ...names).stdout.split('\n');
  return JSON.parse(docker('inspect', ...ids));
}

function checkContainers() {
  const killed = containersOf().filter(({ State: { OOMKilled }, RestartCount }) => OOMKilled || RestartCount > 0);
  checks.equal(
    'containers that ran out of memory or started again',
    killed.map(({ Name }) => Name),
    [],
  );
  const running = containersOf().filter(({ State }) => State.Running);
  const unlimited = running.filter(
    ({ HostConfig: { Memory, RestartPolicy } }) => !Memory || RestartPolicy.Name === 'no',
  );
  checks.equal(
    'containers without a limit of memory or a restart policy',
    unlimited.map(({ Name }) => Name),
    [],
  );
  const owner = containersOf(...services).filter(({ Config }) => Config.Env.some((one) => one.includes('OWNER')));
  checks.equal(
    'services that know the owner of their database',
    owner.map(({ Name }) => Name),
    [],
  );
}

/** As an operator finds it. */
const passwordOfFirstStart = () =>
  /First start: .* with the password (\S+)/.exec(compose('logs', '--no-log-prefix', 'tracking').stdout)?.[1];

function playDemo(password) {
  const args = [join(root, 'deploy/run.mjs'), 'demo', '--json', '--at', address];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, MILLWRIGHT_ADMINISTRATOR_PASSWORD: password },
    encoding: 'utf8',
    timeout: minutes(10),
  });
  const { ok = false, checks: told = [], seconds } = JSON.parse(stdout.trim().split('\n').at(-1) || '{}');
  checks.check(
    `the demo: ${told.length} checks in ${seconds} s`,
    ok && told.length > 100,
    `:\n${stderr.slice(-2_000)}`,
  );
}

/** How many orders the plant knows, asked as its administrator through the proxy. */
async function countOrders(password) {
  const signIn = { grant: 'password', login: 'administrator', password };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(signIn);
  const { token } = await (await fetch(`${address}/api/tracking/v1/tokens`, { method: 'POST', headers, body })).json();
  const answer = await fetch(`${address}/api/orders/v1/production-orders`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await answer.json()).items?.length;
}

async function checkComingBack(service) {
  compose('exec', '-T', service, 'node', '-e', "process.kill(1, 'SIGTERM')");
  const stateOf = () => containersOf(service)[0];
  const isBack = () => stateOf().RestartCount === 1 && stateOf().State.Health.Status === 'healthy';
  for (const giveUpAt = Date.now() + minutes(3); !isBack() && Date.now() < giveUpAt;) await sleep(1_000);
  checks.check(`${service} comes back after it ended`, isBack());
}

async function checkPlant() {
  const { ok, said } = compose('config', '--quiet');
  checks.check('the file is right', ok, `:\n${said}`);
  if (!up('everything becomes healthy')) return;
  checkContainers();
  checkRoles();
  checkPasswords();
  const password = passwordOfFirstStart();
  checks.check('the log of tracking tells the first password', password !== undefined);
  const checkWatchers = startWatchers(compose, checks, env.MILLWRIGHT_GRAFANA_PASSWORD);
  playDemo(password);
  await checkWatchers();
  checkContainers();
  const orders = await countOrders(password);
  checks.check(`there are ${orders} orders`, orders > 0);
  await checkComingBack('tracking');
  checks.check('it goes down', compose(...downWithWatchers).ok);
  if (!up('and up again')) return;
  checks.equal('with the same orders, under the same password', await countOrders(password), orders);
}

const building = [join(import.meta.dirname, 'build.mjs'), '--', ...process.argv.slice(2)];
if (spawnSync(process.execPath, building, { stdio: 'inherit' }).status !== 0) process.exit(1);
try {
  await checkPlant();
} finally {
  compose(...downWithWatchers, '--volumes');
}
process.exitCode = checks.report();
