// Checks dashboards and alerts with the real Prometheus: promtool on the rules and their tests, every query asked of a running
// server, and every metric in them one that the services have. Needs prometheus and promtool (Debian: apt install prometheus).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { checking, Missing } from '../kubernetes/tools.mjs';

const here = import.meta.dirname;
const root = join(here, '../..');
const alerts = join(here, '../kubernetes/millwright/files/alerts.yaml');

function promtool(...args) {
  const { status, error, stdout, stderr } = spawnSync('promtool', args, {
    encoding: 'utf8',
    cwd: join(here, 'prometheus'),
  });
  if (error) throw new Missing('promtool is missing. Debian and Ubuntu have it in the package prometheus.');
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}\n${stdout}${stderr}`);
}

const expressionsOf = (dashboard) =>
  dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${dashboard.title}: ${title}`, expr]));

/** Names of metrics that the code declares, with what a histogram makes of them; the runtime's own are of prom-client. */
function declared() {
  const sources = [
    ...['service-figures.ts', 'metrics.ts'].map((file) => join(root, 'libs/platform/src/telemetry', file)),
    ...['orders', 'tracking', 'quality', 'inventory', 'maintenance'].map((name) =>
      join(root, `services/${name}/src/${name}.module.ts`),
    ),
  ].map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((source) => [...source.matchAll(/name: '(millwright_\w+)'/g)].map(([, name]) => name));
  return new Set(
    names.flatMap((name) => (name.endsWith('_seconds') ? [name, `${name}_count`, `${name}_bucket`] : [name])),
  );
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function withPrometheus(use) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), `rule_files: [${alerts}]\n`);
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    'prometheus',
    [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`],
    { stdio: 'ignore' },
  );
  try {
    for (let tries = 0; ; tries++) {
      if (
        await fetch(`http://${address}/-/ready`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break;
      if (tries > 300 || server.exitCode !== null) throw new Error('Prometheus did not start');
      await sleep(100);
    }
    return await use(`http://${address}`);
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}

async function main() {
  promtool('check', 'rules', alerts);
  promtool('check', 'config', '--syntax-only', 'prometheus.yml');
  promtool('test', 'rules', 'alerts.test.yaml');
  const dashboards = readdirSync(join(here, 'grafana')).map((file) =>
    JSON.parse(readFileSync(join(here, 'grafana', file), 'utf8')),
  );
  const rules = parse(readFileSync(alerts, 'utf8')).groups.flatMap(({ rules }) => rules);
  const queries = [...dashboards.flatMap(expressionsOf), ...rules.map(({ alert, expr }) => [alert, expr])];
  const known = declared();
  const problems = [];
  for (const [name, query] of queries)
    for (const [metric] of query.matchAll(/millwright_\w+/g))
      if (!known.has(metric)) problems.push(`${name}: no service has ${metric}`);
  for (const { alert, annotations } of rules)
    if (!existsSync(join(root, annotations.runbook)))
      problems.push(`${alert}: there is no page ${annotations.runbook}`);
  await withPrometheus(async (url) => {
    for (const [name, query] of queries) {
      const asked = `${url}/api/v1/query?query=${encodeURIComponent(query.replaceAll('$service', '.*'))}`;
      const { status, error } = await (await fetch(asked)).json();
      if (status !== 'success') problems.push(`${name}: ${error}\n  ${query}`);
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`${queries.length} queries of ${dashboards.length} dashboards and ${rules.length} alerts hold.`);
}

await checking(main);
