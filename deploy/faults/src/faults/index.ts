import type { Fault } from './fault.js';
import { killServices } from './f01-kill-services.js';
import { killBeforeReply } from './f02-kill-before-reply.js';
import { killBeforeMark } from './f03-kill-before-mark.js';
import { killAfterProjection } from './f04-kill-after-projection.js';
import { rollingRestart } from './f05-rolling-restart.js';
import { brokerDown } from './f06-broker-down.js';
import { databaseDown } from './f09-database-down.js';
import { heldTransaction } from './f12-held-transaction.js';
import { zombie } from './f18-zombie.js';
import { raceOnALot } from './f28-race-on-a-lot.js';
import { sameKey } from './f29-same-key.js';

export const faults: readonly Fault[] = [
  killServices,
  killBeforeReply,
  killBeforeMark,
  killAfterProjection,
  rollingRestart,
  brokerDown,
  databaseDown,
  heldTransaction,
  zombie,
  raceOnALot,
  sameKey,
];
