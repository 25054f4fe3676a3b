import { accounts } from './accounts.js';
import { asOf } from './as-of.js';
import { assembly } from './assembly.js';
import { balances } from './balances.js';
import { completion } from './completion.js';
import { disposition } from './disposition.js';
import { maintenancePlan } from './maintenance-plan.js';
import { masterData } from './master-data.js';
import { oee } from './oee.js';
import { orderAndRelease } from './order-and-release.js';
import { packing } from './packing.js';
import { peopleAndStarts } from './people-and-starts.js';
import { recall } from './recall.js';
import { receipts } from './receipts.js';
import { reservation } from './reservation.js';
import { shipment } from './shipment.js';
import type { Stage } from './stage.js';
import { test } from './test.js';
import { traces } from './traces.js';

export interface Chapter {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** In the order of the day; each builds on the ones before. */
export const chapters: readonly Chapter[] = [
  { title: 'The plant and what it makes', play: masterData },
  { title: 'Material arrives', play: receipts },
  { title: 'The ERP orders, the planner releases', play: orderAndRelease },
  { title: 'Reserved by itself, two motors short, issued to the line', play: reservation },
  { title: 'Who may start', play: peopleAndStarts },
  { title: 'Assembly, with a breakdown after unit 9', play: assembly },
  { title: 'Test: two units fail', play: test },
  { title: 'Rework and scrap', play: disposition },
  { title: 'Packing and receipt into stock', play: packing },
  { title: 'The order is completed and closed', play: completion },
  { title: 'What is left', play: balances },
  { title: 'Ten units go to the customer', play: shipment },
  { title: 'Maintenance falls due', play: maintenancePlan },
  { title: 'Recall of a gear set lot', play: recall },
  { title: 'Where it came from, where it went', play: traces },
  { title: 'OEE of the shift', play: oee },
  { title: 'What was known when', play: asOf },
  { title: 'The services agree', play: accounts },
];
