/** A table of a log as a backup takes it. */
export interface BackedUpTable {
  readonly table: string;
  /** Which rows; without it, all. */
  readonly where?: string;
  readonly orderBy?: string;
}

/**
 * What a log is made of. Leases are left out, because whoever held one is gone; so are the read models with their marks and
 * with what they have parked: they are computed anew from the log. What was discarded for them stays discarded.
 */
export const backedUpTables: readonly BackedUpTable[] = [
  { table: 'log_head' },
  { table: 'events', orderBy: 'position' },
  { table: 'heads' },
  { table: 'commands', orderBy: 'position' },
  { table: 'epochs' },
  { table: 'hearing' },
  { table: 'heard_types' },
  { table: 'back_fills' },
  { table: 'parked_records', orderBy: 'number' },
  { table: 'checkpoints', where: `name in ('relay', 'reactions', 'courier')` },
  { table: 'webhook_secrets' },
  { table: 'webhook_cursors' },
  { table: 'webhook_deliveries', where: `state = 'pending'` },
  { table: 'parked', where: `consumer not like 'read-model:%' or state = 'discarded'` },
];
