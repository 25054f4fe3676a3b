import type { SitePlant } from '../plant/site-plant.js';
import type { Fault } from './fault.js';
import { killServices } from './f01-kill-services.js';
import { killBeforeReply } from './f02-kill-before-reply.js';
import { killBeforeMark } from './f03-kill-before-mark.js';
import { killAfterProjection } from './f04-kill-after-projection.js';
import { restartSite } from './f05-restart-site.js';
import { rollingRestart } from './f05-rolling-restart.js';
import { brokerDown } from './f06-broker-down.js';
import { brokerEmptied } from './f07-broker-emptied.js';
import { databaseDown } from './f09-database-down.js';
import { killedBeneath } from './f09-killed-beneath.js';
import { standbyPromoted } from './f09-standby-promoted.js';
import { databaseStorms } from './f10-database-storms.js';
import { diskFull } from './f11-disk-full.js';
import { heldTransaction } from './f12-held-transaction.js';
import { unrulyTopic } from './f13-unruly-topic.js';
import { poison } from './f14-poison.js';
import { comingAndGoing } from './f17-replicas.js';
import { zombie } from './f18-zombie.js';
import { upgrade } from './f21-upgrade.js';
import { rebuildUnderLoad } from './f23-rebuild.js';
import { raceOnALot } from './f28-race-on-a-lot.js';
import { sameKey, sameKeyAtTheSite } from './f29-same-key.js';

/** Of the distributed system. */
export const faults: readonly Fault[] = [
  killServices,
  killBeforeReply,
  killBeforeMark,
  killAfterProjection,
  rollingRestart,
  brokerDown,
  brokerEmptied,
  databaseDown,
  standbyPromoted,
  databaseStorms,
  diskFull,
  heldTransaction,
  unrulyTopic,
  poison,
  comingAndGoing,
  zombie,
  upgrade,
  rebuildUnderLoad,
  raceOnALot,
  sameKey,
];

/** Of the site runtime: those that a plant in one process without a broker can suffer. */
export const siteFaults: readonly Fault<SitePlant>[] = [
  killServices,
  restartSite,
  killedBeneath,
  databaseStorms,
  diskFull,
  heldTransaction,
  rebuildUnderLoad,
  raceOnALot,
  sameKeyAtTheSite,
];
