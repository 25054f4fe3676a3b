// The real Prometheus and what is asked of it, for the checks beside this file.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { found, Missing } from '../kubernetes/tools.mjs';

const here = import.meta.dirname;

export const dashboards = readdirSync(join(here, 'grafana')).map((file) =>
  JSON.parse(readFileSync(join(here, 'grafana', file), 'utf8')),
);

/** Every query of a dashboard, by the title of its panel. */
export const expressionsOf = (dashboard) =>
  dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${dashboard.title}: ${title}`, expr]));

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function eventually(what, holds, withinMs = 60_000) {
  for (const until = Date.now() + withinMs; ; await sleep(250)) {
    const answer = await holds().catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`${what}: not within ${withinMs / 1000} s`);
  }
}

/** What Debian and Ubuntu have in one package. */
export function needPrometheus() {
  for (const name of ['prometheus', 'promtool'])
    if (!found(name)) throw new Missing(`${name} is missing. Debian and Ubuntu have it in the package prometheus.`);
}

/** Runs a server on a folder of its own; `use` gets the function that asks its HTTP API. */
export async function withPrometheus(config, use) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-prometheus-'));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    'prometheus',
    [`--config.file=${config}`, `--storage.tsdb.path=${folder}`, `--web.listen-address=${address}`],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    const ready = eventually('Prometheus is ready', async () => (await fetch(`http://${address}/-/ready`)).ok);
    const never = ended.then(() => Promise.reject(new Error('Prometheus did not start')));
    await Promise.race([ready, never]);
    return await use(async (path) => (await fetch(`http://${address}/api/v1/${path}`)).json());
  } finally {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}

/** A query as its dashboard asks it with all services chosen. */
export const queryOf = (expression) =>
  `query?query=${encodeURIComponent(expression.replaceAll(/\$(service|namespace)/g, '.*'))}`;
