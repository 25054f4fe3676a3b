// The profile `observability` of docker-compose.yml: what watches a plant comes up beside it and sees what it does.
import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from './docker.mjs';

const profile = ['--profile', 'observability'];
const watching = {
  async prometheus(checks) {
    const ask = async (path) => (await (await fetch(`http://127.0.0.1:9090/api/v1/${path}`)).json()).data;
    const reached = async () => (await ask('query?query=sum(up)')).result[0]?.value[1];
    checks.equal('services that Prometheus reaches', await settled(reached, '5'), '5');
    const { groups } = await ask('rules');
    checks.check('it watches over alerts', groups.flatMap(({ rules }) => rules).length > 10);
  },
  async collector(checks, { compose }) {
    const release = /POST \/api\/orders\/v1\/production-orders\/:order\/release [0-9a-f]{32}/;
    const has = async () => release.test(compose('logs', '--no-log-prefix', 'collector').stdout);
    checks.check('the collector has the release of the order', await settled(has, true));
  },
  async grafana(checks, { password }) {
    const headers = { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` };
    const found = async () => {
      const answer = await fetch('http://127.0.0.1:3010/api/search?type=dash-db', { headers });
      return (await answer.json()).map(({ title }) => title).sort();
    };
    const titles = ['Millwright: plant', 'Millwright: services'];
    checks.equal('dashboards of Grafana', await settled(found, titles), titles);
  },
};

async function settled(look, wanted) {
  const isWanted = (found) => JSON.stringify(found) === JSON.stringify(wanted);
  let found;
  for (const giveUpAt = Date.now() + 90_000; !isWanted(found) && Date.now() < giveUpAt; await sleep(1_000))
    found = await look().catch(({ message }) => message);
  return found;
}

function canBeHad(image) {
  try {
    docker('image', 'inspect', image);
  } catch {
    try {
      docker('pull', image);
    } catch {
      return false;
    }
  }
  return true;
}

/** Starts those whose image this machine has or gets; answers what checks that they have seen the plant. */
export function startWatchers(compose, checks, password) {
  const { services } = JSON.parse(compose(...profile, 'config', '--format', 'json').stdout);
  const names = Object.keys(watching).filter((name) => {
    const there = canBeHad(services[name].image);
    if (!there) console.log(`     not checked: ${name}, whose image ${services[name].image} cannot be had here`);
    return there;
  });
  const { ok, said } = compose(...profile, 'up', '--wait', ...names);
  checks.check(`beside it ${names.join(' and ')} come up`, ok && names.length > 0, `:\n${said}`);
  return async () => {
    for (const name of names) await watching[name](checks, { compose, password });
  };
}

export const downWithWatchers = [...profile, 'down'];
