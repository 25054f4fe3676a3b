import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What proves who somebody is. Nothing of it can be computed from the log, and nothing of it is in there. */
export class Credentials0000000000201 implements MigrationInterface {
  name = 'Credentials0000000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table credential (
        credential text primary key, kind text not null, principal text not null, lookup text not null, secret text,
        station text, roles text[], work_centers text[], expires_at timestamptz, unique (kind, lookup)
      );
      create index credential_principal on credential (principal, kind);
      create table signing_key (
        key text primary key, private_key jsonb not null, public_key text not null, made_at timestamptz not null,
        usable_until timestamptz not null
      );
      create table sign_in_failure (
        name text primary key, failures integer not null, at timestamptz not null, locked_until timestamptz not null
      );
      create index sign_in_failure_at on sign_in_failure (at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table credential, signing_key, sign_in_failure');
  }
}
