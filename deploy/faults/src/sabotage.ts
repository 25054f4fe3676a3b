import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notApplicable, sabotages } from './sabotage/list.js';
import { obstaclesTo } from './sabotage/obstacles.js';
import { runWitness } from './sabotage/run-witness.js';
import type { Sabotage } from './sabotage/sabotage.js';
import { REPOSITORY, Workshop } from './sabotage/workshop.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** With `--check` nothing is broken and no test run; it says whether each could be. */
function check(chosen: readonly Sabotage[]): number {
  const read = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');
  const obstacles = chosen.flatMap((one) => obstaclesTo(one, read).map((obstacle) => `${one.name}: ${obstacle}`));
  for (const obstacle of obstacles) say(obstacle);
  say(obstacles.length === 0 ? `All ${chosen.length} sabotages apply` : `${obstacles.length} do not apply`);
  return obstacles.length === 0 ? 0 : 1;
}

/** Proves that the tests can fail: each mistake is made in a copy of the sources, and the test named for it must turn red. */
async function main(args: readonly string[]): Promise<number> {
  const wanted = args.filter((arg) => arg !== '--check');
  const unknown = wanted.filter((name) => !sabotages.some((one) => one.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no sabotage ${unknown.join(', ')}; there are ${sabotages.map(({ name }) => name).join(', ')}.`,
    );
  const chosen = sabotages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (args.includes('--check')) return check(chosen);
  const workshop = Workshop.open();
  try {
    let missed = 0;
    for (const sabotage of chosen) if (!(await isCaught(workshop, sabotage))) missed += 1;
    for (const line of notApplicable) say(`does not apply  ${line}`);
    say(`\n${chosen.length - missed} of ${chosen.length} sabotages were caught`);
    return missed === 0 ? 0 : 1;
  } finally {
    workshop.close();
  }
}

/** Green as it is and red with the sabotage; a test that is red anyway proves nothing. */
async function isCaught(workshop: Workshop, { name, says, edits, witness }: Sabotage): Promise<boolean> {
  const before = await runWitness(workshop.directory, witness);
  const after =
    before === 'green' ? await workshop.broken(edits, () => runWitness(workshop.directory, witness)) : before;
  const caught = before === 'green' && after === 'red';
  say(`${caught ? 'caught' : 'MISSED'}  ${name}: ${says}`);
  say(
    `        ${witness.file} › ${witness.test}: ${before}${before === 'green' ? `, then ${after}` : ' before anything was broken'}`,
  );
  return caught;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
