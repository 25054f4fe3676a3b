// Checks dashboards and alerts with the real Prometheus: promtool on the rules and their tests, every query asked of a running
// server, every metric in them one that the services have, and the dashboards as Grafana's own types read them. Needs prometheus
// and promtool (Debian: apt install prometheus), and Go for the last. Usage: npm run test:dashboards
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checking, found, tool } from '../kubernetes/tools.mjs';
import { dashboards, expressionsOf, needPrometheus, queryOf, withPrometheus } from './prometheus.mjs';

const here = import.meta.dirname;
const root = join(here, '../..');
const alerts = join(here, '../kubernetes/millwright/files/alerts.yaml');

function promtool(...args) {
  const options = { encoding: 'utf8', cwd: join(here, 'prometheus') };
  const { status, stdout, stderr } = spawnSync('promtool', args, options);
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}\n${stdout}${stderr}`);
}

/** Built once where Go is; without it, what Prometheus says is checked all the same. */
function readByGrafana() {
  const install = process.argv.includes('--install') && found('go') !== undefined;
  if (!install && !found('grafana-schema')) return console.log("Not read with Grafana's types, which needs Go.");
  const folder = join(here, 'grafana');
  const files = readdirSync(folder).map((file) => join(folder, file));
  const { status, stdout, stderr } = spawnSync(tool('grafana-schema', { install }), files, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Grafana would not take this as it is written:\n${stdout}${stderr}`);
  console.log(`Grafana's own types take ${files.length} dashboards, with nothing unknown and nothing missing.`);
}

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

async function main() {
  needPrometheus();
  promtool('check', 'rules', alerts);
  promtool('check', 'config', '--syntax-only', 'prometheus.yml');
  promtool('test', 'rules', 'alerts.test.yaml');
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
  await withPrometheus(join(here, 'prometheus/local.yml'), async (ask) => {
    for (const [name, query] of queries) {
      const { status, error } = await ask(queryOf(query));
      if (status !== 'success') problems.push(`${name}: ${error}\n  ${query}`);
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`${queries.length} queries of ${dashboards.length} dashboards and ${rules.length} alerts hold.`);
  readByGrafana();
}

await checking(main);
