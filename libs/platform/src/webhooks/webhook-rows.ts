import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import type { WebhookEvent } from './webhook.js';

/** For every service. */
export class Webhooks0000000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook (
        webhook text primary key, url text not null, types jsonb not null, description text, status text not null,
        disabled_cause text, disabled_reason text, created_at timestamptz not null, start_position bigint not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table webhook');
  }
}

const setStatus = (
  db: EntityManager,
  webhook: string,
  status: string,
  { cause, reason }: { cause?: string; reason?: string } = {},
): Promise<unknown> =>
  db.query('update webhook set status = $2, disabled_cause = $3, disabled_reason = $4 where webhook = $1', [
    webhook,
    status,
    cause ?? null,
    reason ?? null,
  ]);

export const webhookRows: Projection<WebhookEvent, EntityManager> = {
  name: 'webhooks',
  version: 1,
  tables: ['webhook'],
  on: {
    WebhookCreated: ({ data: { webhook, url, types, description, from }, position, recordedAt }, db) =>
      db.query(
        `insert into webhook (webhook, url, types, description, status, created_at, start_position)
         values ($1, $2, $3, $4, 'enabled', $5, $6)`,
        [webhook, url, JSON.stringify(types), description ?? null, recordedAt, from ?? position],
      ),
    WebhookChanged: ({ data: { webhook, url, types, description } }, db) =>
      db.query('update webhook set url = $2, types = $3, description = $4 where webhook = $1', [
        webhook,
        url,
        JSON.stringify(types),
        description ?? null,
      ]),
    WebhookDisabled: ({ data }, db) => setStatus(db, data.webhook, 'disabled', data),
    WebhookEnabled: ({ data }, db) => setStatus(db, data.webhook, 'enabled'),
    // Who it was told to and what they would do with it is nobody's business any more; that it was there, the log says.
    WebhookEnded: ({ data }, db) =>
      db.query(`update webhook set status = 'ended', url = '', description = null where webhook = $1`, [data.webhook]),
  },
};
