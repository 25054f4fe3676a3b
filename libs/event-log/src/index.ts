export { EventLog, type LogHead } from './event-log.js';
export { logSchema, type LogConnection } from './connection.js';
export { logVersion, type LogVersion } from './migrations/log-version.sql.js';
export { migrateEventLog, newestMigration, type LogDatabase } from './migrations/migrate.js';
export {
  CommandExecutor,
  TooBusy,
  type Accepted,
  type CommandContext,
  type CommandOutcome,
  type Refused,
} from './commands/command-executor.js';
export type { Append, AppendMeta, AppendResult } from './append/append.js';
export { recorded, type StoredEvent } from './read/read-events.sql.js';
export {
  heardBeyond,
  heardMark,
  heardPartitions,
  readingPositions,
  type Hear,
  type HeardMark,
  type HeardPartition,
  type PutAside,
  type ReadFrom,
} from './heard/hear.sql.js';
export type { HeardEvent, HeardFrom } from './heard/heard-event.js';
export {
  discardRecord,
  parkedRecords,
  parkedStreams,
  resumeRecords,
  wasPutAside,
  type ParkedRecord,
} from './heard/parked-records.sql.js';
export {
  backFills,
  declareTypes,
  fillIn,
  isFilled,
  newlyKept,
  passedOverTypes,
  type BackFill,
} from './heard/back-fill.sql.js';
export { epochs, haltedCode, haltLog, raiseEpoch, raiseEpochOf, type Epoch } from './epochs.sql.js';
export {
  checkpoints,
  createCheckpoint,
  Mark,
  moveWithDetails,
  removeCheckpoint,
  resetCheckpoint,
  type Checkpoint,
} from './background/checkpoints.sql.js';
export { derivedId } from './background/derived-id.js';
export { Lease } from './background/lease.js';
export { Loop } from './background/loop.js';
export { Notifications } from './background/notifications.js';
export { Progress } from './background/progress.js';
export { Projector, type ReadModel, type ReadModelStatus } from './background/projector.js';
export { Reactor, type ServiceReaction } from './background/reactor.js';
export { Timekeeper, type ServiceTimer } from './background/timekeeper.js';
export { refusedReactionRows, type RefusedReaction } from './read/refused-reactions.sql.js';
export { parkedEvents, settle, type ParkedEvent } from './background/parking.sql.js';
export { RebuildImpossible, RebuildRunning, type RebuildOptions, type RebuildResult } from './background/rebuilder.js';
export type { Rebuild, Rebuilt } from './background/rebuilds.sql.js';
export { backedUpTables, type BackedUpTable } from './backup/backed-up-tables.js';
export { columnsOf, cutOfLogs, siteOf, type LogCut } from './backup/cut.sql.js';
export { poolOf, readModelDatabase } from './read-models/read-model-database.js';
export { parkedRows } from './background/parked-rows.sql.js';
export { PastReadModels } from './read-models/past-read-models.js';
export { versionAt } from './read/version-at.sql.js';
