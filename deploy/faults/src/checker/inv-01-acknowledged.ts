import { type CommandFacts, commandsOf, isAccepted, nameOf } from './commands.js';
import type { Facts, Finding } from './facts.js';

/** Every command that was answered with 2xx is in the log: its outcome under its key, and its events. */
export function acknowledgedIsDurable(facts: Facts): Finding {
  const accepted = commandsOf(facts).filter(({ attempts }) => attempts.some(isAccepted));
  const stored = new Set(
    [...facts.services.values()].flatMap(({ service, commands }) =>
      commands
        .filter(({ outcome }) => outcome === 'accepted')
        .map(({ principal, key }) => `${service} ${principal} ${key}`),
    ),
  );
  return {
    invariant: 'INV-1',
    what: `${accepted.length} commands answered with 2xx are in the log`,
    problems: accepted.flatMap((command) => problemsOf(command, stored, facts)),
  };
}

function problemsOf(command: CommandFacts, stored: ReadonlySet<string>, facts: Facts): string[] {
  const { service, client, key, attempts, events } = command;
  const head = facts.services.get(service)?.head ?? 0;
  const answered = attempts.filter(isAccepted).map(({ position }) => Number(position?.split(':')[1] ?? 0));
  const problems: string[] = [];
  if (!stored.has(`${service} ${client} ${key}`))
    problems.push(`${nameOf(command)} was accepted and its key is not stored`);
  if (events.length === 0) problems.push(`${nameOf(command)} was accepted and has no event`);
  if (Math.max(...answered) > head)
    problems.push(`${nameOf(command)} was answered with position ${Math.max(...answered)}, the log ends at ${head}`);
  return problems;
}
