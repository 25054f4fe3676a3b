import {
  declareTypes,
  heardBeyond,
  heardMark,
  heardPartitions,
  newlyKept,
  parkedStreams,
  passedOverTypes,
  readingPositions,
  type EventLog,
  type PutAside,
} from '@millwright/event-log';
import { BackFilling } from './back-filling.js';
import { heardEvent } from './heard-event.js';
import { planHearing, type HearingPlan, type Place } from './hearing-plan.js';
import { ParkedStreams } from './parked-streams.js';
import { isReadable, type Delivery, type EventTransport, type Listening, type Received } from './record.js';

/** Puts what other services publish into the own log, as far as this service declares that it hears it. */
export class Hearing {
  readonly parked: ParkedStreams;
  private readonly sources: readonly string[];
  private readonly types: ReadonlySet<string>;
  private readonly backFilling: BackFilling;
  private listening: Listening | undefined;
  private readonly places = new Map<string, Place>();
  private readonly problems = new Map<string, string>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly transport: EventTransport,
    { sources, types }: { readonly sources: readonly string[]; readonly types: ReadonlySet<string> },
    onError: (error: unknown) => void = () => undefined,
  ) {
    this.sources = sources;
    this.types = types;
    this.parked = new ParkedStreams(log, types);
    this.backFilling = new BackFilling(log, transport, onError);
  }

  /** Partitions that cannot be heard on, with the reason; most heal when the source publishes again. */
  get missing(): readonly string[] {
    return [...this.problems].map(([place, problem]) => `${place}: ${problem}`);
  }

  async start(): Promise<void> {
    if (this.sources.length === 0) return;
    await this.declare();
    await this.parked.resumeWhatCanBeReadNow();
    this.listening = await this.transport.listen({
      name: this.log.connection.service,
      sources: this.sources,
      hear: (delivery) => this.hear(delivery),
      readFrom: () => readingPositions(this.log.pool),
      lost: (source, partition) => this.lost(source, partition),
    });
    this.backFilling.start();
  }

  async stop(): Promise<void> {
    await this.backFilling.stop();
    await this.listening?.stop();
    this.listening = undefined;
    this.places.clear();
    this.problems.clear();
  }

  /** Types declared from now on, although their source was heard before, are filled in. */
  private async declare(): Promise<void> {
    const partitions = await heardPartitions(this.log.pool);
    for (const { source, partition, problem } of partitions)
      if (problem) this.problems.set(`${source}/${partition}`, problem);
    for (const source of this.sources) {
      const ofSource = [...this.types].filter((type) => type.split('.')[1] === source);
      const types = await newlyKept(this.log.pool, source, ofSource);
      if (types.length === 0) continue;
      const known = partitions.filter((one) => one.source === source);
      const reached = known.length > 0 ? await this.transport.published(source) : undefined;
      const heard = new Map(known.map(({ partition, epoch, position }) => [partition, reached ?? { epoch, position }]));
      await declareTypes(this.log.pool, source, types, heard);
    }
  }

  /** One after the other from each place: every delivery continues where the one before ended. */
  private hear(delivery: Delivery): Promise<void> {
    const { source, partition } = delivery;
    return this.inTurn(`${source}/${partition}`, () => this.take(delivery));
  }

  private inTurn(place: string, work: () => Promise<void>): Promise<void> {
    const done = (this.turns.get(place) ?? Promise.resolve()).then(work);
    this.turns.set(
      place,
      done.catch(() => undefined),
    );
    return done;
  }

  private async take({ source, partition, records, nextOffset, complete = false }: Delivery): Promise<void> {
    // Where nothing can be missing, the log need not follow what this service does not keep.
    const relevant = complete ? records.filter((one) => isReadable(one) && this.types.has(one.type)) : records;
    const parts = byEpoch(relevant);
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      while (
        !(await this.taken({ source, partition, records: part, complete, nextOffset: isLast ? nextOffset : undefined }))
      );
    }
  }

  /** False when the mark was moved by somebody else, or something parked was decided upon: then it is planned anew. */
  private async taken({ source, partition, records, nextOffset, complete = false }: Delivery): Promise<boolean> {
    const name = `${source}/${partition}`;
    const place = this.places.get(name) ?? (await this.placeOf(source, partition, complete));
    const { plan, lost } = await this.plan(place, partition, records);
    const aside = [...lost, ...plan.aside];
    const stored = await this.log.hear({
      source,
      partition,
      seen: place.mark,
      to: plan.to,
      nextOffset,
      events: plan.keep.map(heardEvent),
      aside,
      unknownTypes: plan.unknownTypes,
    });
    // A record that is none may carry the key of a stream whose own records are in another partition.
    if (aside.length > 0) this.forgetPlacesOf(source);
    else if (stored === undefined || plan.unknownTypes.length > 0) this.places.delete(name);
    else this.places.set(name, { ...place, mark: { ...plan.to, settled: place.mark.settled } });
    if (stored === undefined) return false;
    if (plan.to.problem === undefined) this.problems.delete(name);
    else this.problems.set(name, plan.to.problem);
    return true;
  }

  private forgetPlacesOf(source: string): void {
    for (const name of this.places.keys()) if (name.startsWith(`${source}/`)) this.places.delete(name);
  }

  /** What was heard and its source has lost waits for a decision, and with it whatever comes after it in its stream. */
  private async plan(
    place: Place,
    partition: number,
    records: readonly Received[],
  ): Promise<{ plan: HearingPlan; lost: PutAside[] }> {
    const plan = planHearing(place, records);
    if (plan.heardBeyond === undefined) return { plan, lost: [] };
    const { source, site } = place;
    const beyond = await heardBeyond(this.log.pool, { site, source, partition, cut: plan.heardBeyond });
    const lost = beyond.map(({ eventId, type, stream, position }) => ({
      id: `${eventId} lost`,
      stream: stream.replace(`${source}.`, ''),
      reason: `Heard as ${eventId}, but ${source} was restored to ${plan.heardBeyond} and has lost it`,
      record: { lost: eventId, type, position },
    }));
    const parkedToo = new Set([...place.parkedStreams, ...lost.map(({ stream }) => stream)]);
    return { plan: planHearing({ ...place, parkedStreams: parkedToo }, records), lost };
  }

  private async placeOf(source: string, partition: number, complete: boolean): Promise<Place> {
    const { pool, connection } = this.log;
    const [mark, streams, passedOver] = await Promise.all([
      heardMark(pool, source, partition),
      parkedStreams(pool, source),
      passedOverTypes(pool, source),
    ]);
    return { source, site: connection.site, mark, parkedStreams: streams, declared: this.types, passedOver, complete };
  }

  /** The transport ends before what was heard from it. */
  private lost(source: string, partition: number): Promise<void> {
    const place = `${source}/${partition}`;
    return this.inTurn(place, async () => {
      const seen = await heardMark(this.log.pool, source, partition);
      const problem = `its topic has lost records that were heard before: have ${source} republish`;
      await this.log.hear({
        source,
        partition,
        seen,
        to: { ...seen, problem },
        events: [],
        aside: [],
        unknownTypes: [],
      });
      this.places.delete(place);
      this.problems.set(place, problem);
    });
  }
}

/** An epoch begins with a decision about what was heard before it, so that must be in the log first. */
function byEpoch(records: readonly Received[]): Received[][] {
  const parts: Received[][] = [];
  let epoch: number | undefined;
  for (const record of records) {
    const own = isReadable(record) ? record.epoch : epoch;
    if (parts.length === 0 || (epoch !== undefined && own !== epoch)) parts.push([]);
    parts[parts.length - 1].push(record);
    epoch = own;
  }
  return parts;
}
