import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Witness } from './sabotage.js';

export type Verdict = 'green' | 'red' | 'not run';

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs one test in a copy of the sources. A test of that name that did not run is neither red nor green. */
export async function runWitness(directory: string, { level, file, test }: Witness): Promise<Verdict> {
  const outputFile = join(directory, '.cache', 'witness.json');
  rmSync(outputFile, { force: true });
  const name = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const options = ['--json', '--outputFile', outputFile, '--forceExit', '--testNamePattern', name];
  const preset = join(directory, 'libs', 'testing', 'jest.preset.js');
  await run(directory, level, ['--config', preset, ...options, join(directory, file)]);
  if (!existsSync(outputFile)) return 'not run';
  const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = results.filter(
    ({ fullName, status }) => fullName.includes(test) && ['passed', 'failed'].includes(status),
  );
  if (named.length === 0) return 'not run';
  return named.some(({ status }) => status === 'failed') ? 'red' : 'green';
}

function run(directory: string, level: string, args: readonly string[]): Promise<void> {
  const program = join(directory, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: directory,
    env: { ...process.env, MILLWRIGHT_TEST_LEVEL: level, CI: 'true' },
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.on('close', () => resolve()));
}
