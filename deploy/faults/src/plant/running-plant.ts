import type { Client } from 'pg';
import type { ServiceName } from '../services.js';
import type { Replica } from './replica.js';
import type { SmallVolume } from './small-volume.js';

/** A database server, reached as its owner. */
export interface ReachableDatabase {
  /** On a volume that can be filled; absent where none could be mounted. */
  readonly volume?: SmallVolume;
  /** Without any proxy. The name is that of a service, or of another database of the server. */
  url(database: string): string;
  ask<T>(database: string, question: (client: Client) => Promise<T>): Promise<T>;
  /** Whoever supervises it: brings a server back that has ended, unless the plant does that by itself. */
  supervise(): Promise<void>;
}

/** What load, checker and most faults know of a plant, whichever its runtime is. */
export interface RunningPlant {
  readonly database: ReachableDatabase;
  readonly replicas: readonly Replica[];
  /** Where its events are published; absent where services hand them to each other. */
  readonly topics?: { readonly broker: string; readonly topicPrefix: string };
  /** Starts what there is to start and waits until it is ready. */
  open(): Promise<void>;
  replicasOf(service: ServiceName): readonly Replica[];
  /** Where a load balancer would send requests. */
  addressesOf(service: ServiceName): readonly string[];
  /** For the header Authorization. */
  bearer(): Promise<string>;
  untilReady(patienceMs?: number): Promise<void>;
  stop(): Promise<void>;
}
