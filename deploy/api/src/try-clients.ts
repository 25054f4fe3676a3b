import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startFreshSite } from '@millwright/demo';
import { roles } from '@millwright/platform';
import { firstKey } from '@millwright/testing';
import { languages, type Language } from './clients/languages.js';
import { isThere, run } from './clients/program.js';
import { repository } from './code/sources.js';
import { contractFolder } from './contract-files.js';

const version = '7.25.0';
const folder = join(repository, '.cache', 'clients');
const jar = join(folder, `openapi-generator-cli-${version}.jar`);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const folderOf = ({ generator }: Language): string => join(folder, generator);

async function fetchGenerator(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (existsSync(jar)) return;
  const artifact = `org.openapitools:openapi-generator-cli:${version}`;
  const copy = ['dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  await run('mvn', ['-q', '-B', ...copy], { cwd: folder });
}

async function generate(language: Language): Promise<void> {
  const into = folderOf(language);
  rmSync(into, { recursive: true, force: true });
  const document = join(contractFolder, 'millwright.json');
  const properties = language.properties ? ['--additional-properties', language.properties] : [];
  const generated = ['generate', '-i', document, '-g', language.generator, '-o', into, ...properties];
  await run('java', ['-jar', jar, ...generated], { cwd: folder });
  await language.compile(into);
  say(`${language.name}: generated, and it compiles`);
}

/** What went wrong is said, and the other languages go on. */
async function succeeds(language: Language, step: (language: Language) => Promise<void>): Promise<boolean> {
  try {
    await step(language);
    return true;
  } catch (error) {
    say(`${language.name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Those that can speak to a plant that runs. */
async function callWith(compiled: readonly Language[]): Promise<boolean[]> {
  const plant = await startFreshSite({ log: () => undefined });
  try {
    const session = await firstKey({ ...plant, principal: 'system:clients', roles });
    const environment = { PLANT_URL: plant.addresses.orders, PLANT_BEARER: await session.bearer() };
    const spoke: boolean[] = [];
    for (const language of compiled)
      spoke.push(
        await succeeds(language, async () => {
          await language.call(folderOf(language), environment);
          say(`${language.name}: defines an item, finds it, reads the events, and gets a refusal as a problem`);
        }),
      );
    return spoke;
  } finally {
    await plant.stop();
  }
}

async function main(): Promise<number> {
  const missing: string[] = [];
  for (const program of ['java', 'mvn', 'python3']) if (!(await isThere(program))) missing.push(program);
  if (missing.includes('java') || missing.includes('mvn')) {
    say(`The generator comes with Maven and runs on Java; not here: ${missing.join(', ')}. Nothing was tried.`);
    return 2;
  }
  await fetchGenerator();
  const compiled: Language[] = [];
  const tried = languages.filter(({ needs }) => !missing.includes(needs));
  for (const { name, needs } of languages.filter((one) => !tried.includes(one)))
    say(`${name}: not tried, ${needs} is not here`);
  for (const language of tried) if (await succeeds(language, generate)) compiled.push(language);
  const spoke = compiled.length === 0 ? [] : await callWith(compiled);
  return spoke.length === tried.length && !spoke.includes(false) ? 0 : 1;
}

void main().then((code) => process.exit(code));
