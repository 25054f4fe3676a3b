export { EventLog, type LogHead } from './event-log.js';
export { logSchema, type LogConnection } from './connection.js';
export { migrateEventLog, type LogDatabase } from './migrations/migrate.js';
export {
  CommandExecutor,
  TooBusy,
  type Accepted,
  type CommandContext,
  type CommandOutcome,
  type Refused,
} from './commands/command-executor.js';
export type { Append, AppendMeta, AppendResult } from './append/append.js';
export type { Upcast } from './read/read-events.sql.js';
export type { Heard, HeardFrom, Hearing, ReadFrom } from './hear.sql.js';
export { createCheckpoint, Mark, type Checkpoint } from './background/checkpoints.sql.js';
export { derivedId } from './background/derived-id.js';
export { Lease } from './background/lease.js';
export { Loop } from './background/loop.js';
export { Notifications } from './background/notifications.js';
export { Progress } from './background/progress.js';
export { Projector, type ReadModel, type ReadModelStatus } from './background/projector.js';
export { Reactor, type ServiceReaction } from './background/reactor.js';
export { Timekeeper, type ServiceTimer } from './background/timekeeper.js';
export { refusedReactions, type RefusedReaction } from './read/refused-reactions.sql.js';
export { parkedEvents, settle, type ParkedEvent } from './background/parking.sql.js';
export { RebuildRunning, type RebuildOptions, type RebuildResult } from './background/rebuilder.js';
export { readModelDatabase } from './read-models/read-model-database.js';
