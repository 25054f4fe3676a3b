import type { Checks } from '../checks.js';
import { type Act, type Answer, type Client, type ServiceName } from '../client.js';
import { type Json, canonical, pick } from '../json.js';
import type { Narrator } from '../narrator.js';
import { lookUntil } from '../waiting.js';
import type { Timetable } from './timetable.js';

/** The people of the story by their part; each is `person:<uuid>` once the plant knows them. */
export const roles = [
  'planner',
  'storekeeper',
  'operator',
  'expiredOperator',
  'secondOperator',
  'inspector',
  'qualityEngineer',
  'packer',
  'technician',
] as const;
export type Role = (typeof roles)[number];

/** What one chapter leaves for the next. */
export interface Memory {
  people: Record<Role, string>;
  /** Instants of the wall clock. */
  recorded: { afterRelease: string };
  activity: string;
  breakdownWorkOrder: string;
  findings: Record<'rework' | 'scrap', { unit: string; nonconformance: string; hold: string }>;
}

/** What a chapter plays on: the five services, the clock of the shop floor, and who keeps the score. */
export class Stage {
  readonly orders: Client;
  readonly tracking: Client;
  readonly quality: Client;
  readonly inventory: Client;
  readonly maintenance: Client;
  readonly memory: Memory;

  constructor(
    client: (service: ServiceName) => Client,
    readonly times: Timetable,
    readonly checks: Checks,
    readonly narrator: Narrator,
  ) {
    this.orders = client('orders');
    this.tracking = client('tracking');
    this.quality = client('quality');
    this.inventory = client('inventory');
    this.maintenance = client('maintenance');
    this.memory = {
      people: Object.fromEntries(roles.map((role) => [role, 'person:unknown'])) as Record<Role, string>,
      recorded: { afterRelease: '' },
      activity: '',
      breakdownWorkOrder: '',
      findings: { rework: nothingFound, scrap: nothingFound },
    };
  }

  act(role: Role, station: string, instant: string): Act {
    return { by: this.memory.people[role], station, at: instant };
  }

  say(sentence: string): void {
    this.narrator.say(sentence);
  }

  check(name: string, expected: Json, actual: Json | undefined): void {
    this.checks.check(name, expected, actual);
  }

  /** Checks what comes about by itself: looks until it is there, and at the end of patience checks what there is. */
  async comes(name: string, expected: Json, look: () => Promise<Json | undefined>): Promise<void> {
    const wanted = canonical(expected);
    this.check(name, expected, await lookUntil(look, (seen) => canonical(seen) === wanted));
  }

  /** Checks that a command was refused: by status, code and the facts that go with it. */
  refused(name: string, answer: Answer, expected: { status: number; code: string; [fact: string]: Json }): void {
    const { status, ...rest } = expected;
    this.check(name, expected, { status: answer.status, ...pick(answer.body, ...Object.keys(rest)) });
  }
}

const nothingFound = { unit: '', nonconformance: '', hold: '' };
