// Keeps the present state of the events as a release: npm run contracts:release -- 0.2.0
// Refuses what could not be built upon by who builds on an earlier one. What is released is never edited.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { publishedClasses } = require('../dist/catalog.js');
const { presentRelease } = require('../dist/release/release.js');
const { releaseProblems } = require('../dist/release/release-check.js');

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const [version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) fail('Say which version: npm run contracts:release -- 0.2.0');
const target = join(folder, 'released', version);
if (existsSync(target))
  fail(`${version} has been released already. What is released is never edited: choose the next version.`);
mkdirSync(join(folder, 'released'), { recursive: true });

const problems = readdirSync(join(folder, 'released')).flatMap((earlier) => {
  const files = readdirSync(join(folder, 'released', earlier));
  const events = files.map((file) => JSON.parse(readFileSync(join(folder, 'released', earlier, file), 'utf8')));
  return releaseProblems(events, publishedClasses).map((problem) => `${earlier}: ${problem}`);
});
if (problems.length > 0) fail(`Nothing is released:\n${problems.join('\n')}`);

mkdirSync(target);
const events = presentRelease();
for (const event of events) writeFileSync(join(target, `${event.type}.json`), `${JSON.stringify(event, null, 2)}\n`);
const versionFile = join(folder, 'src', 'document', 'version.ts');
writeFileSync(versionFile, readFileSync(versionFile, 'utf8').replace(/'[\d.]+'/, `'${version}'`));
console.log(`${events.length} events are released as ${version}. Run npm run contracts:events, and commit both.`);
