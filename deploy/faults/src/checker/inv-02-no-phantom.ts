import { commandsOf, isAccepted, isRefused, nameOf } from './commands.js';
import type { Facts, Finding } from './facts.js';

/** A refusal that must be remembered is a fact of this kind. */
const REMEMBERED = /Refused$/;

/** No event belongs to a command that was only ever refused; one without a last answer may have come out either way, once. */
export function noPhantom(facts: Facts): Finding {
  const commands = commandsOf(facts).filter(({ attempts }) => !attempts.some(isAccepted));
  const problems: string[] = [];
  for (const command of commands) {
    const { attempts, events } = command;
    const facts = events.filter(({ type }) => !REMEMBERED.test(type));
    const wasAlwaysRefused = attempts.every((attempt) => isRefused(attempt) || attempt.status === 503);
    if (wasAlwaysRefused && facts.length > 0)
      problems.push(
        `${nameOf(command)} was refused with ${attempts.at(-1)?.status} and left ${facts.map(({ type, position }) => `${type} at ${position}`).join(', ')}`,
      );
    const outcomes = new Set(events.map(({ meta }) => meta.commandId));
    if (outcomes.size > 1)
      problems.push(`${nameOf(command)} has ${outcomes.size} outcomes: ${[...outcomes].join(', ')}`);
  }
  return {
    invariant: 'INV-2',
    what: `${commands.length} commands that were not accepted left no event, or one outcome where no answer came`,
    problems,
  };
}
