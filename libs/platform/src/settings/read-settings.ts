import { SettingProblem } from '../setting-problem.js';
import { contradictions } from './contradictions.js';
import { declaredNames, declaredSettings } from './declared-settings.js';
import { given, type Environment, type Given } from './given.js';
import { nearestName } from './nearest-name.js';
import { isServiceLink } from './service-links.js';
import { inFile, type Program, type Setting } from './setting.js';
import { Settings } from './settings.js';
import { shown } from './shown.js';

const ours = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => name.startsWith('MILLWRIGHT_') && value && !isServiceLink(name, value),
    ),
  );

function unknown(name: string): string {
  const nearest = nearestName(name, declaredNames);
  return `${name} is no setting of Millwright${nearest ? `; did you mean ${nearest}?` : ', nor like one'}`;
}

const missing = ({ name, example }: Setting<unknown>): string =>
  `${name} is not set; it should be something like ${example}`;

function wrong(setting: Setting<unknown>, { text, from }: Given): string {
  const { name, kind, secret } = setting;
  const is = secret === 'all' ? 'makes no sense (its value is not shown)' : `is ${shown(setting, text)}`;
  return `${name}${from.startsWith('file') ? `, in the ${from},` : ''} ${is}; it should be ${kind.should}`;
}

function problemOf(setting: Setting<unknown>, found: Given | string | undefined, program: Program): string | undefined {
  if (typeof found === 'string') return found;
  if (found === undefined) return setting.neededBy?.includes(program) ? missing(setting) : undefined;
  return setting.kind.parse(found.text) === undefined ? wrong(setting, found) : undefined;
}

/**
 * The settings of one program out of the environment. Throws one SettingProblem with all that is wrong. What another
 * program reads is let be: programs of a plant are often given the same environment.
 */
export function readSettings(program: Program, environment: Environment): Settings {
  const set = ours(environment);
  const read = declaredSettings.filter(({ readBy }) => readBy.includes(program));
  const problems = Object.keys(set)
    .filter((name) => !declaredNames.includes(name))
    .map(unknown);
  const right = new Map<string, Given>();
  for (const setting of read) {
    const found = given(setting, set);
    const problem = problemOf(setting, found, program);
    if (problem !== undefined) problems.push(problem);
    else if (typeof found === 'object') right.set(setting.name, found);
  }
  const isRead = new Set(read.flatMap(({ name }) => [name, inFile(name)]));
  const settings = new Settings(
    read,
    right,
    Object.keys(set).filter((name) => !isRead.has(name)),
  );
  const isSet = ({ name }: Setting<unknown>): boolean => isRead.has(name) && (name in set || inFile(name) in set);
  problems.push(...contradictions({ isSet, maybe: (setting) => settings.maybe(setting) }));
  if (problems.length > 0) throw new SettingProblem(problems);
  return settings;
}
