import type { IdentifiedRow } from './identity.js';
import { type Fields, type PlantApi, UnexpectedAnswer } from './plant-api.js';

const AT_ONCE = 500;

export interface Reported {
  readonly row: IdentifiedRow;
  readonly outcome: 'recorded' | 'already-there' | 'refused';
  readonly exceptions: readonly string[];
  /** Of a refusal. */
  readonly reason: string;
  /** Where tracking's log has the report, at the latest; 0 for a refusal. */
  readonly position: number;
}

/** Enters the reports, in the order of the file: what counts as an overlap depends on what was known before. */
export class Reporting {
  constructor(
    private readonly api: PlantApi,
    private readonly people: ReadonlyMap<string, string>,
    private readonly advanced: (done: number, of: number) => void,
  ) {}

  async enter(rows: readonly IdentifiedRow[]): Promise<Reported[]> {
    const entered: Reported[] = [];
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      entered.push(...(await this.send(rows.slice(from, from + AT_ONCE))));
      this.advanced(entered.length, rows.length);
    }
    return entered;
  }

  /** One report that the API finds malformed spoils the request: it is halved until that report is alone. */
  private async send(rows: readonly IdentifiedRow[]): Promise<Reported[]> {
    const answer = await this.api.send(
      '/api/tracking/v1/reports',
      { reports: rows.map((row) => this.report(row)) },
      { key: `${rows[0].id}-${rows.length}`, at: rows[0].endedAt },
    );
    if (answer.status < 400) return this.read(rows, answer.body.results as readonly Fields[]);
    if (answer.status !== 422) throw new UnexpectedAnswer('POST /api/tracking/v1/reports', answer);
    if (rows.length === 1)
      return [{ row: rows[0], outcome: 'refused', exceptions: [], reason: String(answer.body.detail), position: 0 }];
    const half = Math.ceil(rows.length / 2);
    return [...(await this.send(rows.slice(0, half))), ...(await this.send(rows.slice(half)))];
  }

  private report({
    id,
    order,
    part: item,
    operation,
    machine: workCenter,
    worker,
    kind,
    startedAt,
    endedAt,
    good,
    rejected,
    review,
    rework,
  }: IdentifiedRow): Fields {
    return {
      id,
      order,
      item,
      operation,
      workCenter,
      person: this.people.get(worker),
      kind,
      startedAt,
      endedAt,
      good,
      rejected,
      review,
      unit: 'C62',
      rework,
    };
  }

  private read(rows: readonly IdentifiedRow[], results: readonly Fields[]): Reported[] {
    const byId = new Map(results.map((result) => [result.id, result]));
    return rows.map((row) => {
      const result = byId.get(row.id);
      if (!result) throw new Error(`The answer says nothing of the report of line ${row.line}.`);
      const outcome = result.outcome as Reported['outcome'];
      return {
        row,
        outcome,
        exceptions: (result.exceptions ?? []) as readonly string[],
        reason: outcome === 'refused' ? String((result.problem as Fields).detail) : '',
        position: Number(result.position ?? 0),
      };
    });
  }
}
