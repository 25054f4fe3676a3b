import type { IncomingMessage } from 'node:http';
import type { Role } from './roles.js';

export const actorPattern =
  /^(person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(machine|system):[^\s/\u0000-\u001f][^/\u0000-\u001f]{0,99})$/u;

/** Who a verified token stands for. It proves who somebody is; what they may do, their grants say. */
export interface Principal {
  /** `person:<uuid>`, `machine:<id>` or `system:<name>` */
  readonly id: string;
  /** The shared terminal at which a person has signed in. */
  readonly station?: string;
  /** With which keys, passwords or badges the token was got: dead when one of them is revoked. */
  readonly credentials: readonly string[];
  /** A key can be limited to some roles and work centers of those that its holder has. */
  readonly limitedTo?: Limit;
  /** Roles that a provider vouches for, where the plant has decided to believe it. */
  readonly vouchedRoles: readonly Role[];
  /** Of the key of Millwright's own that signed it. */
  readonly signedBy?: string;
  /** In seconds, as tokens tell it. */
  readonly expiresAt: number;
}

export interface Limit {
  readonly roles?: readonly Role[];
  readonly workCenters?: readonly string[];
}

/** What the edge has found out about a request, kept beside it so that no client can send it along. */
export interface Caller {
  readonly principal: Principal;
  /** Allowed to record in the name of others; told by the guard. */
  readonly represents: boolean;
}

const callers = new WeakMap<IncomingMessage, Caller>();

interface Raw {
  readonly raw: IncomingMessage;
}

export const callerOf = ({ raw }: Raw): Caller | undefined => callers.get(raw);
export const setCaller = ({ raw }: Raw, caller: Caller): void => void callers.set(raw, caller);
