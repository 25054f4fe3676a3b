import { type CommandFacts, commandsOf, isAccepted, nameOf } from './commands.js';
import type { Answered, Facts, Finding } from './facts.js';

/** A key has one effect, and whoever repeats it gets the same bytes again. */
export function oneEffectPerKey(facts: Facts): Finding {
  const commands = commandsOf(facts).filter(({ attempts }) => attempts.length > 1);
  const repeats = commands.reduce((sum, { attempts }) => sum + attempts.length - 1, 0);
  return {
    invariant: 'INV-4',
    what: `${commands.length} keys were sent again, ${repeats} times, with one effect and one answer each`,
    problems: commands.flatMap(problemsOf),
  };
}

function problemsOf(command: CommandFacts): string[] {
  const { attempts, events } = command;
  const problems: string[] = [];
  const outcomes = new Set(events.map(({ meta }) => meta.commandId));
  if (outcomes.size > 1) problems.push(`${nameOf(command)} has ${outcomes.size} effects: ${[...outcomes].join(', ')}`);
  const accepted = attempts.filter(isAccepted);
  const bodies = new Set(accepted.map(({ bodyHash }) => bodyHash));
  if (bodies.size > 1) problems.push(`${nameOf(command)} was accepted with ${bodies.size} different bodies`);
  const answers = [...new Set(accepted.map(answerOf))];
  if (answers.length > 1) problems.push(`${nameOf(command)} got different answers: ${answers.join(' and ')}`);
  const firsts = accepted.filter(({ replayed }) => !replayed);
  if (firsts.length > 1) problems.push(`${nameOf(command)} was accepted as new ${firsts.length} times`);
  return problems;
}

/** 202 says that the read models were late, which a repeat may find otherwise. */
const answerOf = ({ body, etag }: Answered): string => `${body} ${etag}`;
