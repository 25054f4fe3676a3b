import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Builds everything, runs all specs of all projects and closes with one line: N passed, N failed[, N skipped].
// Arguments go to jest: npm test -- production-order
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);
const results = join(repository, '.cache', 'test-results');
const preset = join(repository, 'libs', 'testing', 'jest.preset.js');
const jestArguments = process.argv.slice(2);
const inCi = process.env.CI === 'true';

function programOf(name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}

function run(title, args, environment = {}) {
  console.log(`\n--- ${title}`);
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', ...environment };
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'], env });
  return new Promise((resolve) => child.on('close', resolve));
}

async function test(level) {
  const outputFile = join(results, `${level}.json`);
  rmSync(outputFile, { force: true });
  const args = [
    '--config',
    preset,
    '--json',
    '--outputFile',
    outputFile,
    '--passWithNoTests',
    ...(inCi ? ['--forceExit'] : []),
  ];
  const code = await run(`${level} specs`, [programOf('jest'), ...args, ...jestArguments], {
    MILLWRIGHT_TEST_LEVEL: level,
  });
  if (!existsSync(outputFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(outputFile, 'utf8'));
  // A file that does not load has no tests to count, and an error outside of a test fails the run alone.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed || (code === 0 ? 0 : 1), skipped: report.numPendingTests };
}

async function everything() {
  mkdirSync(results, { recursive: true });
  if ((await run('build', [programOf('nx'), 'run-many', '-t', 'build', '--output-style=static'])) !== 0)
    return [{ passed: 0, failed: 1, skipped: 0 }];
  return [await test('unit'), await test('int+e2e')];
}

const parts = await everything();
const sum = (name) => parts.reduce((total, part) => total + part[name], 0);
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
if (inCi && skipped > 0) console.log('\nIn CI every spec has to run: a skipped one fails the run.');
if (failed > 0 || passed === 0 || (inCi && skipped > 0)) process.exitCode = 1;
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
