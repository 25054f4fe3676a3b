import { payloadProblem, publishedClasses, schemaVersionOf } from '@millwright/contracts';
import type { HeardMark, PutAside } from '@millwright/event-log';
import { streamOf } from './cloud-event.js';
import { isReadable, type PublishedRecord, type Received } from './record.js';

/** What a service knows of one partition when records of it arrive. */
export interface Place {
  readonly source: string;
  readonly site: string;
  readonly mark: HeardMark;
  /** Streams in which something is parked, as `<site>/<category>/<id>` of the source. */
  readonly parkedStreams: ReadonlySet<string>;
  /** The types that this service keeps. */
  readonly declared: ReadonlySet<string>;
  /** Types that nothing here knows and that were passed over before. */
  readonly passedOver: ReadonlySet<string>;
  /** Nothing can be missing, so a gap is none; and what is delivered was checked by the same code. */
  readonly complete: boolean;
}

export interface HearingPlan {
  readonly to: Pick<HeardMark, 'epoch' | 'position' | 'recordedAt' | 'problem'>;
  readonly keep: readonly PublishedRecord[];
  readonly aside: readonly PutAside[];
  readonly unknownTypes: readonly string[];
  /** The source has lost what it published after this position, and this service has heard it. */
  readonly heardBeyond?: number;
}

const waiting = 'Waits behind an earlier record of its stream';

/**
 * What is to be done with records that arrived from one partition, in the order of their arrival. Pure.
 * Order is (epoch, position). A record at or before the mark is a duplicate. One whose `previous` is the mark follows it.
 * Anything else means that records are missing between: it is not taken, and nor is what follows it.
 */
export function planHearing(place: Place, received: readonly Received[]): HearingPlan {
  return new Planning(place).run(received);
}

class Planning {
  private mark: HeardMark;
  private problem: string | undefined;
  private beyond: number | undefined;
  private readonly keep: PublishedRecord[] = [];
  private readonly aside: PutAside[] = [];
  private readonly unknownTypes = new Set<string>();
  private readonly blocked: Set<string>;

  constructor(private readonly place: Place) {
    this.mark = place.mark;
    this.problem = place.mark.problem;
    this.blocked = new Set(place.parkedStreams);
  }

  run(received: readonly Received[]): HearingPlan {
    for (const one of received) {
      if (!isReadable(one)) this.setAside(one.id, one.stream, one.reason, one.raw);
      else if (one.site !== this.place.site)
        this.park(one, `It is of site ${one.site}, and this is ${this.place.site}`);
      else this.take(one);
    }
    const { epoch, position, recordedAt } = this.mark;
    return {
      to: { epoch, position, recordedAt, problem: this.problem },
      keep: this.keep,
      aside: this.aside,
      unknownTypes: [...this.unknownTypes],
      ...(this.beyond === undefined ? {} : { heardBeyond: this.beyond }),
    };
  }

  private take(record: PublishedRecord): void {
    const isNew =
      record.epoch > this.mark.epoch || (record.epoch === this.mark.epoch && record.position > this.mark.position);
    const follows = isNew && this.follows(record);
    const reason = this.whyNot(record, follows);
    if (!follows && reason !== undefined && !this.isKnownToBeUnknown(record)) return this.park(record, reason);
    if (!isNew) return this.repeated(record);
    if (!follows) return this.missing(record);
    this.pass(record);
    if (reason !== undefined) this.park(record, reason);
    else if (!this.place.declared.has(record.type)) this.passOver(record);
    else if (this.blocked.has(streamOf(record))) this.park(record, waiting);
    else this.keep.push(record);
  }

  /** The first record of an epoch follows what was heard before it if nothing up to its cut is missing. */
  private follows({ epoch, previous, cuts = [] }: PublishedRecord): boolean {
    if (this.place.complete || previous === this.mark.position) return true;
    return this.cutSince(epoch, cuts) < this.mark.position;
  }

  private cutSince(epoch: number, cuts: NonNullable<PublishedRecord['cuts']>): number {
    const since = cuts.filter((cut) => cut.epoch > this.mark.epoch && cut.epoch <= epoch).map(({ after }) => after);
    return Math.min(Infinity, ...since);
  }

  private pass(record: PublishedRecord): void {
    const cut = this.cutSince(record.epoch, record.cuts ?? []);
    if (this.mark.epoch > 0 && cut < this.mark.position) this.beyond = Math.min(cut, this.beyond ?? Infinity);
    this.mark = { ...this.mark, epoch: record.epoch, position: record.position, recordedAt: record.recordedAt };
    this.problem = undefined;
  }

  /** A source that records something new at a position that was heard long ago has been restored, and does not say so. */
  private repeated({ id, epoch, position, recordedAt }: PublishedRecord): void {
    const { mark } = this;
    if (epoch === mark.epoch && position === mark.position) this.problem = undefined;
    if (epoch === mark.epoch && mark.recordedAt !== undefined && recordedAt > mark.recordedAt)
      this.problem = `${id} was recorded after what ${this.place.source} has said it recorded behind it: it was restored, and its epoch must be raised`;
  }

  private missing({ position, previous }: PublishedRecord): void {
    this.problem = `records are missing between ${this.mark.position} and ${position}, which follows ${previous}: have ${this.place.source} republish`;
  }

  /** Why a record that is well formed cannot be taken by this version of this service. */
  private whyNot({ type, data }: PublishedRecord, follows: boolean): string | undefined {
    if (this.place.complete) return undefined;
    if (this.place.declared.has(type)) return payloadProblem(type, data);
    if (publishedClasses.has(type)) return undefined;
    const otherVersion = [...this.place.declared].find((declared) => nameOf(declared) === nameOf(type));
    if (otherVersion)
      return `This service reads version ${schemaVersionOf(otherVersion)} of ${nameOf(type)}, not ${schemaVersionOf(type)}`;
    return follows ? undefined : `Nothing here knows the type ${type}`;
  }

  private isKnownToBeUnknown({ type }: PublishedRecord): boolean {
    return this.place.passedOver.has(type) || this.unknownTypes.has(type);
  }

  private passOver({ type }: PublishedRecord): void {
    if (!this.place.complete && !publishedClasses.has(type)) this.unknownTypes.add(type);
  }

  private park(record: PublishedRecord, reason: string): void {
    this.setAside(`${record.id} ${record.type}`, streamOf(record), reason, record);
  }

  private setAside(id: string, stream: string, reason: string, record: object): void {
    this.aside.push({ id, stream, reason, record });
    this.blocked.add(stream);
  }
}

const nameOf = (type: string): string => type.replace(/\.v\d+$/, '');
