// A request loop that forgives nothing: no retry, and whatever is not answered with what was asked for has failed.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One command of each service that can be sent for ever, and where its result is read. */
const commands = {
  orders: (id) => ({
    path: 'items',
    read: `items/${id}`,
    body: { item: id, revision: 'A', description: 'Made under load', unit: 'C62', tracking: 'lot' },
  }),
  tracking: (id) => ({
    path: 'number-series',
    read: `number-series/${id}`,
    body: { series: id, pattern: `${id}-{0000}` },
  }),
  quality: (id) => ({
    path: 'inspection-plans',
    read: `inspection-plans/${id}/A`,
    body: { plan: id, revision: 'A', characteristics: [{ characteristic: 'surface' }] },
  }),
  inventory: (id) => ({
    path: 'locations',
    read: `locations/${id}`,
    body: { location: id, description: 'Made under load', kind: 'store' },
  }),
  maintenance: (id) => ({ path: 'assets', read: `assets/${id}`, body: { asset: id, description: 'Made under load' } }),
};

const pauseMs = 40;
const patienceMs = 20_000;

export class Load {
  #stopping = false;
  #workers = [];
  #agents = [];
  #count = 0;
  answered = 0;
  failed = [];
  /** What was answered with success, and where it must be readable ever after. */
  acknowledged = [];
  slowestMs = 0;

  constructor({ addresses, bearer, run }) {
    Object.assign(this, { addresses, bearer, run });
  }

  /** For each service one that opens a connection for every request, and one that keeps it open as long as it may. */
  start() {
    this.startedAt = Date.now();
    for (const service of Object.keys(this.addresses))
      for (const keepAlive of [false, true]) {
        const agent = new Agent({ keepAlive, maxSockets: 1 });
        this.#agents.push(agent);
        this.#workers.push(this.#work(service, agent));
      }
    return this;
  }

  async stop() {
    this.#stopping = true;
    await Promise.all(this.#workers);
    for (const agent of this.#agents) agent.destroy();
    this.seconds = (Date.now() - this.startedAt) / 1000;
    return this;
  }

  /** What was acknowledged and cannot be read: there must be none. */
  async missing() {
    const left = [...this.acknowledged];
    const missing = [];
    const readers = Array.from({ length: 8 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let one = left.pop(); one; one = left.pop()) {
        const { status } = await this.#send(one.service, agent, 'GET', one.read);
        if (status !== 200) missing.push(`${one.service} ${one.read}: ${status}`);
      }
      agent.destroy();
    });
    await Promise.all(readers);
    return missing;
  }

  get summary() {
    const rate = Math.round(this.answered / this.seconds);
    return `${this.answered} requests answered, ${this.failed.length} failed, in ${this.seconds.toFixed(0)} s (${rate}/s, slowest ${this.slowestMs} ms)`;
  }

  async #work(service, agent) {
    while (!this.#stopping) {
      const id = `${this.run}-${service}-${++this.#count}`;
      const { path, read, body } = commands[service](id);
      const { status } = await this.#send(service, agent, 'POST', path, body);
      if (status === 201 || status === 202) this.acknowledged.push({ service, read });
      // 202: recorded, and not shown yet.
      if (status === 201) await this.#send(service, agent, 'GET', read);
      await sleep(pauseMs);
    }
  }

  async #send(service, agent, method, path, body) {
    const headers = { authorization: await this.bearer(), 'content-type': 'application/json' };
    const sentAt = Date.now();
    const answer = await exchange(
      `${this.addresses[service]}/api/${service}/v1/${path}`,
      { agent, method, headers },
      body,
    );
    const tookMs = Date.now() - sentAt;
    if (answer.status >= 200 && answer.status < 300) {
      this.answered += 1;
      this.slowestMs = Math.max(this.slowestMs, tookMs);
    } else {
      const kept = agent.keepAlive ? 'kept' : 'new';
      this.failed.push({
        afterS: (sentAt - this.startedAt) / 1000,
        tookMs,
        service,
        method,
        path,
        connection: kept,
        ...answer,
      });
    }
    return answer;
  }
}

function exchange(url, options, body) {
  return new Promise((done) => {
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => done({ status: response.statusCode, text: text.slice(0, 300) }));
      response.on('error', (error) =>
        done({ status: 0, text: `the answer broke off: ${error.code ?? error.message}` }),
      );
    });
    sent.setTimeout(patienceMs, () => sent.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    sent.on('error', (error) => done({ status: 0, text: error.code ?? error.message }));
    sent.end(body && JSON.stringify(body));
  });
}
