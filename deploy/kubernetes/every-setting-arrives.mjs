import { settingsOf } from './settings-reference.mjs';

const environmentOf = (documents) =>
  documents
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers.flatMap(({ env }) => env.map(({ name }) => name)));

/**
 * Whoever installs the chart can give every setting to every service: what the chart does not name goes through `extraEnv`.
 * `render` makes the resources of the chart with the options of helm that it is given.
 */
export function everySettingArrives(render) {
  const own = new Set(environmentOf(render()));
  const others = settingsOf('service')
    .map(({ name }) => name)
    .filter((name) => !own.has(name) && !own.has(`${name}_FILE`));
  const extra = JSON.stringify(others.map((name) => ({ name, value: 'x' })));
  const arrived = environmentOf(render('--set-json', `service.extraEnv=${extra}`));
  const missing = others.filter((name) => arrived.filter((one) => one === name).length !== 5);
  if (others.length === 0) return ['There is no setting that the chart does not give by itself: nothing was tried'];
  return missing.map((name) => `${name} does not reach all five services through service.extraEnv`);
}
