// The real Prometheus and what is asked of it, for the checks beside this file.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../kubernetes/cluster/processes.mjs';
import { freePort } from '../kubernetes/free-port.mjs';
import { found, Missing } from '../kubernetes/tools.mjs';
import { beside } from './beside.mjs';

const here = import.meta.dirname;

export const dashboards = readdirSync(join(here, 'grafana')).map((file) =>
  JSON.parse(readFileSync(join(here, 'grafana', file), 'utf8')),
);

/** Every query of a dashboard, by the title of its panel. */
export const expressionsOf = (dashboard) =>
  dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${dashboard.title}: ${title}`, expr]));

/** What Debian and Ubuntu have in one package. */
export function needPrometheus() {
  for (const name of ['prometheus', 'promtool'])
    if (!found(name)) throw new Missing(`${name} is missing. Debian and Ubuntu have it in the package prometheus.`);
}

/** Runs a server on a folder of its own; `use` gets the function that asks its HTTP API. */
export async function withPrometheus(config, use) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-prometheus-'));
  const address = `127.0.0.1:${await freePort()}`;
  const settings = [`--config.file=${config}`, `--storage.tsdb.path=${folder}`, `--web.listen-address=${address}`];
  try {
    return await beside('prometheus', settings, {}, async (printed, ended) => {
      const ready = until('Prometheus', async () => (await fetch(`http://${address}/-/ready`)).ok);
      const never = ended.then(() => Promise.reject(new Error(`Prometheus did not start:\n${printed.stderr}`)));
      await Promise.race([ready, never]);
      return use(async (path) => (await fetch(`http://${address}/api/v1/${path}`)).json());
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A query as its dashboard asks it with all plants and services chosen. */
export const queryOf = (expression) =>
  `query?query=${encodeURIComponent(expression.replaceAll(/\$(service|namespace)/g, '.*'))}`;
