// Plays the story of the demo on the distributed system and looks at it as an operator does: a real Prometheus finds all five
// services, every panel of the dashboards has figures, no alert is on, and a real OpenTelemetry collector, set up as in Compose,
// has the release of an order as one trace through the services. Usage: npm run test:observability
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { services } from '../kubernetes/cluster/plant-needs.mjs';
import { until } from '../kubernetes/cluster/processes.mjs';
import { freePort } from '../kubernetes/free-port.mjs';
import { checking, tool } from '../kubernetes/tools.mjs';
import { beside } from './beside.mjs';
import { dashboards, expressionsOf, needPrometheus, queryOf, withPrometheus } from './prometheus.mjs';

const here = import.meta.dirname;
const { values: options } = parseArgs({ options: { install: { type: 'boolean' } } });

/** What a plant in which all goes well has nothing to show in. */
const emptyWhenWell = [/: Errors$/, /: Read models behind, events$/, /: Not heard yet$/, /: Hearing blocked$/];

/** The spans of each trace in what the exporter `debug` prints: a line says of which service those after it are. */
function tracesIn(text) {
  const traces = new Map();
  let service;
  for (const line of text.split('\n')) {
    service = /ResourceTraces #\d+.* service\.name=(\S+)/.exec(line)?.[1] ?? service;
    const [, name, id] = /^(.+) ([0-9a-f]{32}) [0-9a-f]{16}( |$)/.exec(line) ?? [];
    if (id) traces.set(id, [...(traces.get(id) ?? []), { name, service }]);
  }
  return [...traces.values()];
}

const servicesOf = (trace) => [...new Set(trace.map(({ service }) => service))];

async function hasFigures(ask) {
  await until('Prometheus reaches all services', async () => {
    const { data } = await ask('query?query=up');
    return services.length === data.result.filter(({ value }) => value[1] === '1').length;
  });
  const queries = dashboards.flatMap(expressionsOf).filter(([name]) => !emptyWhenWell.some((one) => one.test(name)));
  for (const [name, query] of queries)
    await until(`"${name}" has a figure`, async () => (await ask(queryOf(query))).data.result.length > 0);
  const { data } = await ask('alerts');
  const on = data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
  if (on.length > 0) throw new Error(`After a story that went well: ${on.join(', ')}`);
  console.log(`${queries.length} queries of ${dashboards.length} dashboards have figures, and no alert is on.`);
}

async function hasTrace(printed) {
  const release = 'POST /api/orders/v1/production-orders/:order/release';
  const trace = await until('the trace of a release through four services', async () =>
    tracesIn(printed.stdout + printed.stderr)
      .filter((one) => one.some(({ name }) => name === release))
      .find((one) => servicesOf(one).length >= 4),
  );
  console.log(`The collector has a release in ${trace.length} spans of ${servicesOf(trace).join(', ')}.`);
}

async function main() {
  needPrometheus();
  const port = await freePort();
  const receiver = `receivers::otlp::protocols::http::endpoint=127.0.0.1:${port}`;
  const collector = ['--config', join(here, 'collector.yaml'), '--set', receiver];
  const demo = [join(here, '../run.mjs'), 'demo', '--distributed', '--watched', '--json'];
  const environment = { MILLWRIGHT_OTLP_URL: `http://127.0.0.1:${port}` };
  await beside(tool('otelcol', options), collector, {}, (spans) =>
    withPrometheus(join(here, 'prometheus/local.yml'), (ask) =>
      beside(process.execPath, demo, environment, async (story, ended) => {
        const told = until('the story', () => story.stdout.includes('\n'), { withinMs: 600_000 });
        await Promise.race([told, ended]);
        const { ok, checks } = JSON.parse(story.stdout.trim() || '{}');
        if (!ok) throw new Error(`The story did not go as it should:\n${story.stderr.slice(-2_000)}`);
        console.log(`The story of the demo held, ${checks.length} checks.`);
        await hasFigures(ask);
        await hasTrace(spans);
      }),
    ),
  );
}

await checking(main);
