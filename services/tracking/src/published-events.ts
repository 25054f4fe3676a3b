import { personBehind, published, tracking } from '@millwright/contracts';
import { isZero } from '@millwright/event-sourcing';
import type { Publishes } from '@millwright/platform';
import type { AccessEvent, CredentialEvent } from './access/access.events.js';
import type { ComponentLotEvent } from './component/component-lot.events.js';
import type { JobEvent } from './job/job.events.js';
import type { LotInProcessEvent } from './lot-in-process/lot-in-process.events.js';
import type { MachineDayEvent } from './machine/machine.events.js';
import type { UnitEvent } from './unit/unit.events.js';

type Labor = Omit<tracking.LaborBooked, 'startedAt' | 'endedAt'>;
const labor = (
  { order, externalOrder, operation, workCenter, person, kind }: Labor,
  startedAt: string,
  endedAt: string,
) => published(tracking.LaborBooked, { order, externalOrder, operation, workCenter, person, kind, startedAt, endedAt });

type ReportOfPast = Extract<JobEvent, { type: 'ReportOfPastRecorded' }>['data'];
const pastLabor = ({ person, kind, rework, startedAt, endedAt }: ReportOfPast): tracking.ReportedLabor | undefined =>
  person === undefined ? undefined : { person, kind: rework && kind === 'run' ? 'rework' : kind, startedAt, endedAt };

/** What of this service's facts others may know; the only file that knows both sides. */
export const publishedEvents: Publishes<
  JobEvent | UnitEvent | LotInProcessEvent | ComponentLotEvent | MachineDayEvent | AccessEvent | CredentialEvent
> = {
  OperationStarted: ({ data: { order, externalOrder, operation, workCenter, activity, kind, person } }) =>
    published(tracking.OperationStarted, { order, externalOrder, operation, workCenter, activity, kind, person }),
  OperationPaused: ({ data, by }) => labor(data, data.startedAt, by.at),
  OperationFinished: ({ data, by }) => (data.startedAt === undefined ? undefined : labor(data, data.startedAt, by.at)),
  PiecesReported: ({
    data: { order, externalOrder, operation, workCenter, item, good, scrap, rework, scrapReason, unit, lot, last },
    by,
  }) =>
    published(tracking.OperationReported, {
      order,
      externalOrder,
      operation,
      workCenter,
      item,
      good,
      scrap,
      rework,
      scrapReason,
      unit,
      lot,
      person: personBehind(by),
      last,
    }),
  ReportOfPastRecorded: ({ data }) => {
    const { order, externalOrder, operation, workCenter, item, good, rejected, review, unit, person, last } = data;
    const worked = pastLabor(data);
    // Time without pieces is told as a report once, since with it the operation has started.
    if (!data.startsOperation && [good, rejected, review].every(isZero))
      return worked && labor({ ...data, ...worked }, worked.startedAt, worked.endedAt);
    return published(tracking.OperationReported, {
      order,
      externalOrder,
      operation,
      workCenter,
      item,
      person,
      last,
      good: { value: good, unit },
      scrap: { value: rejected, unit },
      rework: { value: review, unit },
      labor: worked,
    });
  },
  OperationDone: ({ data: { order, externalOrder, operation, workCenter } }) =>
    published(tracking.OperationDone, { order, externalOrder, operation, workCenter }),
  UnitMovedIn: ({ data: { unit, item, order, operation, workCenter } }) =>
    published(tracking.UnitMovedIn, { unit, item, order, operation, workCenter }),
  UnitFinishedOperation: ({ data: { unit, item, order, operation, workCenter, attempt } }) =>
    published(tracking.UnitFinishedOperation, { unit, item, order, operation, workCenter, attempt }),
  MaterialConsumed: ({ data, by }) => {
    const { product, order, externalOrder, operation, workCenter, item, lot, quantity, backflushed, position } = data;
    return published(tracking.MaterialConsumed, {
      product,
      order,
      externalOrder,
      operation,
      workCenter,
      item,
      lot,
      quantity,
      backflushed,
      position,
      person: personBehind(by),
    });
  },
  UnitCompleted: ({ data: { unit, item, itemRevision, order, externalOrder } }) =>
    published(tracking.UnitCompleted, { unit, item, itemRevision, order, externalOrder }),
  UnitSentToRework: ({ data: { unit, order, operation, nonconformance } }) =>
    published(tracking.UnitSentToRework, { unit, order, operation, nonconformance }),
  UnitScrapped: ({ data: { unit, item, order, externalOrder, operation, workCenter, pieces, reason }, by }) =>
    published(tracking.UnitScrapped, {
      unit,
      item,
      order,
      externalOrder,
      operation,
      workCenter,
      quantity: pieces,
      reason,
      person: personBehind(by),
    }),
  HoldPutOnUnit: ({ data: { hold, unit, item } }) =>
    published(tracking.HoldEnforcedInTracking, { hold, subject: { kind: 'unit', id: unit, item } }),
  HoldPutOnLot: ({ data: { hold, kind, lot, item } }) =>
    published(tracking.HoldEnforcedInTracking, { hold, subject: { kind, id: lot, item } }),
  LotCompleted: ({ data: { lot, item, itemRevision, order, externalOrder, quantity } }) =>
    published(tracking.LotCompleted, { lot, item, itemRevision, order, externalOrder, quantity }),
  MachineStateChanged: ({ data: { workCenter, state, from, reason }, by }) =>
    published(tracking.MachineStateChanged, { workCenter, state, from, reason, person: personBehind(by) }),
  RoleGranted: ({ data: { principal, role, workCenters } }) =>
    published(tracking.AccessGranted, { principal, role, ...(workCenters && { workCenters: [...workCenters] }) }),
  RoleWithdrawn: ({ data: { principal, role } }) => published(tracking.AccessWithdrawn, { principal, role }),
  CredentialRevoked: ({ data: { credential } }) => published(tracking.CredentialRevoked, { credential }),
  SigningKeyAnnounced: ({ data }) => published(tracking.SigningKeyAnnounced, data),
};
