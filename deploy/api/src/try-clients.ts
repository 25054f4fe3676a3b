import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './code/sources.js';
import { contractFolder } from './contract-files.js';

const version = '7.25.0';
const folder = join(repository, '.cache', 'clients');
const jar = join(folder, `openapi-generator-cli-${version}.jar`);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** Whether it went well; what it said is shown where it did not. */
function ran(program: string, args: readonly string[], cwd = folder): boolean {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) say(`${program} ${args[0]} failed: ${error?.message ?? `${stdout}${stderr}`.slice(-4_000)}`);
  return status === 0;
}

function generated(language: string): boolean {
  const into = join(folder, language);
  rmSync(into, { recursive: true, force: true });
  const document = join(contractFolder, 'millwright.json');
  return ran('java', ['-jar', jar, 'generate', '-i', document, '-g', language, '-o', into]);
}

const languages: Readonly<Record<string, { readonly needs: string; readonly compiles: () => boolean }>> = {
  java: { needs: 'mvn', compiles: () => ran('mvn', ['-q', '-B', 'compile'], join(folder, 'java')) },
  python: {
    needs: 'python3',
    compiles: () =>
      ran('python3', ['-m', 'venv', join(folder, 'python-environment')]) &&
      ran(join(folder, 'python-environment/bin/pip'), ['install', '--quiet', join(folder, 'python')]) &&
      ran(join(folder, 'python-environment/bin/python'), ['-c', 'import openapi_client; openapi_client.ApiClient()']),
  },
};

function main(): number {
  const missing = ['java', 'mvn', 'python3'].filter((program) => !isThere(program));
  if (missing.includes('java') || missing.includes('mvn')) {
    say(`The generator comes with Maven and runs on Java; not here: ${missing.join(', ')}. Nothing was tried.`);
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  const artifact = `org.openapitools:openapi-generator-cli:${version}`;
  const copy = ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  if (!existsSync(jar) && !ran('mvn', copy)) return 1;
  const results = Object.entries(languages).map(([language, { needs, compiles }]) => {
    if (missing.includes(needs)) return say(`${language}: not tried, ${needs} is not here`);
    const well = generated(language) && compiles();
    say(`${language}: ${well ? 'generated, and it compiles' : 'FAILED'}`);
    return well;
  });
  return results.includes(false) ? 1 : 0;
}

process.exit(main());
