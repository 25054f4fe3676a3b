import { Body, Post } from '@nestjs/common';
import { Command, Commands, ProblemException, Resource, Sent, type Problem, Sender } from '@millwright/platform';
import { ReportsOfPast, type ReportOfPast } from './report.commands.js';
import { recordReport } from './report.decider.js';
import { inOneForm } from './report.rules.js';

interface ReportResult {
  readonly id: string;
  readonly outcome: 'recorded' | 'already-there' | 'refused';
  readonly exceptions: readonly string[];
  /** Whoever reads the log of tracking up to here has the report; absent where there is none. */
  readonly position?: number;
  readonly problem?: Problem;
}

/** A refusal is the result of one report; an outage is that of the request, which may be sent again as it is. */
const refusalOf =
  (id: string) =>
  (error: unknown): ReportResult => {
    if (error instanceof ProblemException && error.problem.status < 500)
      return { id, outcome: 'refused', exceptions: [], problem: error.problem };
    throw error;
  };

@Resource('tracking', 'reports')
export class ReportController {
  constructor(private readonly commands: Commands) {}

  @Post()
  @Command({
    needs: 'execution.report-past',
    summary: 'Enter work of the past, up to 500 reports',
    description:
      'Each report is one command under its own id and is answered for itself: recorded, already-there (it was sent before) or refused with the problem. ' +
      'What breaks a rule of the present is recorded all the same, and its exceptions say which: operation-not-in-routing, no-duration, over-completion, skill-missing, machine-overlap, person-overlap.',
    refuses: [
      'unknown-job',
      'ends-before-it-starts',
      'lasts-too-long',
      'unit-mismatch',
      'item-mismatch',
      'occurred-in-the-future',
      'idempotency-key-reused',
    ],
  })
  async record(@Body() { reports }: ReportsOfPast, @Sent() sender: Sender): Promise<{ results: ReportResult[] }> {
    return {
      results: await Promise.all(reports.map((report) => this.recordOne(report, sender).catch(refusalOf(report.id)))),
    };
  }

  private async recordOne(report: ReportOfPast, sender: Sender): Promise<ReportResult> {
    const {
      accepted: { answer, replayed, position },
    } = await this.commands.execute(
      recordReport,
      inOneForm(report),
      sender.with({ key: report.id, occurredAt: report.endedAt }),
    );
    const outcome = replayed ? 'already-there' : 'recorded';
    return { id: report.id, outcome, exceptions: answer.exceptions as readonly string[], position };
  }
}
