import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many operations are open is asked at every scrape. */
export class CountOpenJobs0000000000302 implements MigrationInterface {
  name = 'CountOpenJobs0000000000302';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index job_by_status on job (status, job)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index job_by_status');
  }
}
