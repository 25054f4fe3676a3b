export type { By, Event, Occasion, Recorded, Recording } from './event.js';
export { declaredStreams, fold, heardStream, streamOf, type StreamKind, type StreamRef } from './stream.js';
export { Rejection, rejection, unknown, type RejectionDetails, type RejectionKind } from './rejection.js';
export {
  asDecision,
  decider,
  happened,
  intent,
  lookAtAll,
  NotLoaded,
  type Decider,
  type Decision,
  type Intent,
  type Look,
  type Occurrence,
} from './decider.js';
export { currentVersion, UnreadableVersion, upcast, type Upcasts, type UpcastStep } from './upcasts.js';
export type { Projection, ProjectionHandlers } from './projection.js';
export type { Due, Reacting, Reaction, ReactionHandlers, Timer } from './reaction.js';
export {
  add,
  compare,
  decimal,
  divide,
  isMoreThan,
  isPositive,
  isZero,
  larger,
  multiply,
  quantity,
  smaller,
  subtract,
  sum,
  type Quantity,
} from './quantity.js';
export { given, nothing } from './specification.js';
export { drawNumber, numbersOfDay, type DrawnNumber } from './numbers-of-day.js';
