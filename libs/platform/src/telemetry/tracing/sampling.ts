import {
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
  type SamplingResult,
} from '@opentelemetry/sdk-trace-node';

const sampled = 1;

/** A trace of work that was shared is kept where one of those that shared it is; they would point to nothing. */
class AsTheLinked implements Sampler {
  constructor(private readonly otherwise: Sampler) {}

  shouldSample(...asked: Parameters<Sampler['shouldSample']>): SamplingResult {
    const [, , , , , links] = asked;
    if (links.length === 0) return this.otherwise.shouldSample(...asked);
    const isWanted = links.some(({ context: { traceFlags } }) => (traceFlags & sampled) !== 0);
    return { decision: isWanted ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
  }

  toString(): string {
    return `AsTheLinked{${this.otherwise.toString()}}`;
  }
}

/** Whoever begins a trace decides for all of it; where that is this process, a share of them is kept. */
export const sampling = (share: number): Sampler =>
  new ParentBasedSampler({ root: new AsTheLinked(new TraceIdRatioBasedSampler(share)) });
