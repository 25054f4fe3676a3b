import type { Edit, Sabotage } from './sabotage.js';

const log = 'libs/event-log/src';
const messaging = 'libs/messaging/src';
const kernel = 'libs/testing/src/kernel';

/** One relay loses with it what the transport did not take; two of them divide the log between them. */
const claimBeforePublishing: Edit = {
  file: `${messaging}/relay.ts`,
  find: '    const publishing = this.publish(records);',
  replace: `    await this.mark.move(last, placesAfter(at.places, chain, new Map()));
    const publishing = this.publish(records);`,
};

/** What does not apply, and why. */
export const notApplicable: readonly string[] = [
  'hash over parsed instead of stored bytes: there is no hash chain over the log yet, so there is nothing to compute wrongly',
];

/** In the order of the list in which these mistakes are named. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'publish-before-commit',
    says: 'those who follow the log get events from memory before the database has them',
    edits: [
      {
        file: `${log}/event-log.ts`,
        find: '    const result = await this.appender.append(append);',
        replace: `    const end = this.tail.end;
    if (end !== undefined && append.events.length > 0) {
      const early = { kind: 'appended', firstPosition: end + 1, position: end + append.events.length, epoch: 1, recordedAt: new Date().toISOString() } as const;
      this.tail.add(end, appended(append, early, { service: this.connection.service, site: this.connection.site }));
      this.grew(early.position);
    }
    const result = await this.appender.append(append);`,
      },
    ],
    witness: { level: 'int', file: `${kernel}/relay.int.spec.ts`, test: 'never gets what was on its way into the log' },
  },
  {
    name: 'mark-before-ack',
    says: 'the relay moves its checkpoint before the transport has the records',
    edits: [claimBeforePublishing],
    witness: {
      level: 'int',
      file: `${kernel}/relay.int.spec.ts`,
      test: 'publishes again what the transport did not take',
    },
  },
  {
    name: 'skip-locked-two-relays',
    says: 'two relays divide the log between them, each claiming a piece and publishing it at its own speed',
    edits: [claimBeforePublishing],
    witness: {
      level: 'int',
      file: `${kernel}/relay.int.spec.ts`,
      test: 'that was suspended while another one took over does no harm',
    },
  },
  {
    name: 'read-by-max-id',
    says: 'positions come from a sequence and without the lock, so a smaller one may become visible after a larger one was read',
    edits: [
      {
        file: `${log}/migrations/0002-append.ts`,
        find: 'create function append_events(',
        replace: `create sequence log_position;
grant usage on sequence log_position to public;
create function append_events(`,
      },
      {
        file: `${log}/migrations/0002-append.ts`,
        find: `  update log_head l set position = l.position + n, recorded_at = greatest(l.recorded_at, clock_timestamp()) where l.only_row
  returning l.position - n, l.epoch, l.recorded_at, l.halted into before, epoch, recorded, halt;`,
        replace: `  select nextval('log_position') * 1000, l.epoch, clock_timestamp() into before, epoch, recorded from log_head l;`,
      },
    ],
    witness: { level: 'int', file: `${kernel}/event-log.int.spec.ts`, test: 'draws positions in the order of commits' },
  },
  {
    name: 'offset-before-commit',
    says: 'what was delivered counts as read whether it could be stored or not',
    edits: [
      {
        file: `${messaging}/kafka-listening.ts`,
        find: `      await this.listener.hear({ source, partition, records, nextOffset: String(BigInt(offset) + 1n) });
      resolveOffset(offset);`,
        replace: `      resolveOffset(offset);
      await this.listener.hear({ source, partition, records, nextOffset: String(BigInt(offset) + 1n) }).catch(() => undefined);`,
      },
    ],
    witness: {
      level: 'int',
      file: `${kernel}/kafka-listening.kafka.int.spec.ts`,
      test: 'delivers again what the listener could not store',
    },
  },
  {
    name: 'no-inbox',
    says: 'a record that was heard before is taken again',
    edits: [
      {
        file: `${messaging}/hearing-plan.ts`,
        find: '    const isNew =',
        replace: '    const isNew = true ||',
      },
      {
        file: `${messaging}/hearing-plan.ts`,
        find: '    if (this.place.complete || previous === this.mark.position) return true;',
        replace: '    if (previous >= 0) return true;',
      },
    ],
    witness: { level: 'int', file: `${kernel}/hearing.int.spec.ts`, test: 'keeps each event once and in order' },
  },
  {
    name: 'wall-clock-order',
    says: 'events are read in the order of the clocks of those who sent them',
    edits: [
      {
        file: `${log}/read/read-events.sql.ts`,
        find: 'where position > $1 order by position limit $2',
        replace: 'where position > $1 order by occurred_at, random() limit $2',
      },
    ],
    witness: { level: 'int', file: `${kernel}/event-log.int.spec.ts`, test: 'draws positions in the order of commits' },
  },
  {
    name: 'float-quantities',
    says: 'amounts are added as floating point numbers',
    edits: [
      {
        file: 'libs/event-sourcing/src/quantity.ts',
        find: 'text(new Big(a).plus(b));',
        replace: 'String(Number(a) + Number(b));',
      },
    ],
    witness: { level: 'unit', file: 'libs/event-sourcing/src/quantity.spec.ts', test: 'have no float drift' },
  },
  {
    name: 'check-then-act',
    says: 'the versions that a decision was made on are not checked when it is recorded',
    edits: [
      {
        file: `${log}/migrations/0002-append.ts`,
        find: '           where coalesce(h.version, 0) <> x.version) outdated;',
        replace: '           where false) outdated;',
      },
    ],
    witness: { level: 'int', file: `${kernel}/event-log.int.spec.ts`, test: 'as there is room for' },
  },
  {
    name: 'swallowed-error',
    says: 'an event that a read model fails on is passed over without a word',
    edits: [
      {
        file: `${log}/background/projector.ts`,
        find: '    await park(db, consumerOf(projection), event, error instanceof Error ? error.message : String(error));',
        replace: '',
      },
    ],
    witness: {
      level: 'int',
      file: `${kernel}/parking.int.spec.ts`,
      test: 'keeps a failing event and its stream aside',
    },
  },
  {
    name: 'latest-reset',
    says: 'a new listener begins with what is published from now on',
    edits: [
      {
        file: `${messaging}/kafka-listening.ts`,
        find: 'topics: this.listener.sources.map(this.topics.nameOf), fromBeginning: true',
        replace: 'topics: this.listener.sources.map(this.topics.nameOf), fromBeginning: false',
      },
    ],
    witness: {
      level: 'int',
      file: `${kernel}/kafka-listening.kafka.int.spec.ts`,
      test: 'begins with the first record that there is',
    },
  },
  {
    name: 'no-site-filter',
    says: 'records of another plant are heard as if they were of this one',
    edits: [
      {
        file: `${messaging}/hearing-plan.ts`,
        find: 'one.site !== this.place.site',
        replace: `one.site === 'nowhere'`,
      },
    ],
    witness: { level: 'unit', file: `${messaging}/hearing-plan.spec.ts`, test: 'another site' },
  },
];
