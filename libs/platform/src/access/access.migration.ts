import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For every service: what it knows of access, and what it refused. */
export class Access0000000000051 implements MigrationInterface {
  name = 'Access0000000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_grant (principal text not null, role text not null, work_centers text[], primary key (principal, role));
      create table access_revoked (credential text primary key);
      create table access_key (key text primary key, public_key text not null, usable_until timestamptz not null);
      create table access_revision (only_row boolean primary key, revision integer not null);
      create table refused_access (
        id text primary key, at timestamptz not null, status integer not null, code text not null,
        permission text, principal text, method text not null, route text not null, address text not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table access_grant, access_revoked, access_key, access_revision, refused_access');
  }
}
