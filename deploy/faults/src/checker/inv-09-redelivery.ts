import type { Facts, Finding } from './facts.js';

/** After every record of every topic was delivered once more: no event more, no row different. */
export function redeliveryChangesNothing(before: Facts, after: Facts): Finding {
  const problems: string[] = [];
  let records = 0;
  for (const [service, had] of before.services) {
    records += before.topics.get(service)?.length ?? 0;
    const has = after.services.get(service);
    if (!has) continue;
    for (const { position, type, stream } of has.events.slice(had.events.length))
      problems.push(`${service}: ${type} of ${stream} at ${position} came of it`);
    for (const [table, rows] of Object.entries(had.rows)) {
      const now = new Set(has.rows[table].map((row) => JSON.stringify(row)));
      const gone = rows.filter((row) => !now.has(JSON.stringify(row)));
      for (const row of gone) problems.push(`${service}.${table}: ${JSON.stringify(row)} is not there any more`);
      if (has.rows[table].length !== rows.length)
        problems.push(`${service}.${table} has ${has.rows[table].length} rows, it had ${rows.length}`);
    }
  }
  return { invariant: 'INV-9', what: `${records} records delivered again changed nothing`, problems };
}
