import type { HoldEnforcementEntity, HoldEntity } from './hold.entity.js';

/** Something that happened to held goods before the service that did it knew of the hold. */
export interface Slipped {
  readonly subject: string;
  readonly service: string;
  readonly what: string;
  readonly at: Date;
  readonly by: string;
}

const instants = (rows: readonly Date[]): Date => rows.reduce((latest, one) => (one > latest ? one : latest));

/** Per service: since when it refuses to touch all that it was heard of, and which subjects those are. */
function enforcedIn(enforcements: readonly HoldEnforcementEntity[]) {
  const services = [...new Set(enforcements.map(({ service }) => service))].sort();
  return services.map((service) => {
    const rows = enforcements.filter((row) => row.service === service);
    const lifted = rows.every(({ liftedAt }) => liftedAt !== null);
    return {
      service,
      since: instants(rows.map(({ since }) => since)),
      heardAt: instants(rows.map(({ heardAt }) => heardAt)),
      lifted,
      subjects: rows.map(({ subject, since, liftedAt }) => ({ subject, since, liftedAt: liftedAt ?? undefined })),
    };
  });
}

/** A hold as the API shows it. */
export const holdView = (
  row: HoldEntity,
  enforcements: readonly HoldEnforcementEntity[],
  slippedThrough: readonly Slipped[],
) => ({
  ...holdLine(row),
  enforcedIn: enforcedIn(enforcements),
  slippedThrough,
});

export const holdLine = (row: HoldEntity) => ({
  hold: row.hold,
  status: row.status,
  subjects: row.subjects,
  reason: row.reason,
  nonconformance: row.nonconformance ?? undefined,
  recall: row.recalledLot === null ? undefined : row.hold,
  recalledLot: row.recalledLot ?? undefined,
  placedAt: row.placedAt,
  placedBy: row.placedBy,
  releasedAt: row.releasedAt ?? undefined,
  releasedBecause: row.releasedBecause ?? undefined,
  version: row.version,
});
