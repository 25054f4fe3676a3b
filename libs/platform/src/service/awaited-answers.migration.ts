import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the services that wait for answers of others. */
export class AwaitedAnswers0000000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table awaited_answer (
        question text, subject text, asked_of text not null, missing text not null, since timestamptz not null,
        overdue_at timestamptz, answered_at timestamptz, primary key (question, subject)
      );
      create index awaited_answer_open on awaited_answer (since) where overdue_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table awaited_answer');
  }
}
