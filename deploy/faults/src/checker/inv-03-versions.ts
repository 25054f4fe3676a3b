import { commandsOf, isAccepted, nameOf } from './commands.js';
import type { Facts, Finding, ServiceFacts } from './facts.js';

/** The versions of each stream are 1 to n in the order of positions; the heads say n; a command with a condition was right about it. */
export function versionsWithoutGap(facts: Facts): Finding {
  const services = [...facts.services.values()];
  return {
    invariant: 'INV-3',
    what: `${services.reduce((sum, { heads }) => sum + heads.size, 0)} streams have the versions 1 to n, conditions held`,
    problems: [...services.flatMap(ofService), ...conditions(facts)],
  };
}

function ofService({ service, events, heads }: ServiceFacts): string[] {
  const problems: string[] = [];
  const reached = new Map<string, number>();
  let position = 0;
  for (const event of events) {
    if (event.position !== position + 1)
      problems.push(`${service}: position ${position + 1} is missing before ${event.position}`);
    position = event.position;
    const expected = (reached.get(event.stream) ?? 0) + 1;
    if (event.version !== expected)
      problems.push(`${service}: ${event.stream} has version ${event.version} at ${position}, ${expected} was due`);
    reached.set(event.stream, event.version);
  }
  for (const [stream, version] of heads)
    if (version !== (reached.get(stream) ?? 0))
      problems.push(`${service}: the head of ${stream} is ${version}, its last event ${reached.get(stream) ?? 0}`);
  for (const stream of reached.keys())
    if (!heads.has(stream)) problems.push(`${service}: ${stream} has events and no head`);
  return problems;
}

function conditions(facts: Facts): string[] {
  return commandsOf(facts).flatMap((command) => {
    const conditional = command.attempts.find((attempt) => isAccepted(attempt) && attempt.ifMatch !== undefined);
    if (!conditional) return [];
    const seen = Number(conditional.ifMatch?.replaceAll('"', ''));
    const written = Math.min(...command.events.map(({ version }) => version));
    return written === seen + 1
      ? []
      : [`${nameOf(command)} was accepted for version ${seen} and wrote version ${written}`];
  });
}
