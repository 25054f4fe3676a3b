import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@millwright/platform';
import type { Progress } from './progress.js';
import { type ReadModel, ReadModelsApi } from './read-models-api.js';
import type { RebuildArguments } from './rebuild-arguments.js';

const BETWEEN_LOOKS_MS = 200;

/** Rows that differed, over all that were rebuilt. */
export async function rebuild(
  { service, readModel, url, verify }: Omit<RebuildArguments, 'help' | 'tracking'>,
  session: Pick<Session, 'headers'>,
  progress: Progress,
): Promise<number> {
  const api = new ReadModelsApi(service, url, session);
  const names = (await api.list()).map(({ name }) => name);
  if (readModel !== undefined && !names.includes(readModel))
    throw new Error(`${service} has no read model ${readModel}; it has ${names.join(', ')}.`);
  let different = 0;
  for (const name of readModel === undefined ? names : [readModel]) {
    const askedAt = await api.askForRebuild(name, verify);
    if (askedAt === undefined) progress.say(`${name} is being computed anew already; looking on.`);
    different += await lookOn(api, { name, askedAt: askedAt ?? (await runningSince(api, name)) }, progress);
  }
  return different;
}

const runningSince = async (api: ReadModelsApi, name: string): Promise<string | undefined> => {
  const { rebuild, lastRebuild } = named(await api.list(), name);
  return rebuild?.askedAt ?? lastRebuild?.askedAt;
};

async function lookOn(
  api: ReadModelsApi,
  { name, askedAt }: { readonly name: string; readonly askedAt: string | undefined },
  progress: Progress,
): Promise<number> {
  for (let told: string | undefined; ;) {
    const { rebuild, lastRebuild, position, lastError } = named(await api.list(), name);
    if (lastRebuild && lastRebuild.askedAt === askedAt) {
      progress.say(`${name}: ${resultOf(lastRebuild)}`);
      return lastRebuild.different ?? 0;
    }
    if (!rebuild) throw new Error(`The service has forgotten the rebuild of ${name}.`);
    if (lastError !== undefined && lastError !== told)
      progress.say(`${name}: ${(told = lastError)} (it is tried again)`);
    progress.advance(name, rebuild.position, position);
    await sleep(BETWEEN_LOOKS_MS);
  }
}

function resultOf({ askedAt, finishedAt, events, rows, different }: Required<ReadModel>['lastRebuild']): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(askedAt)) / 1000;
  const compared = different === undefined ? '' : `, ${different} different`;
  return `${rows} rows from ${events} events in ${seconds.toFixed(1)} s${compared}`;
}

function named(all: readonly ReadModel[], name: string): ReadModel {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`The service has no read model ${name} any more.`);
  return found;
}
