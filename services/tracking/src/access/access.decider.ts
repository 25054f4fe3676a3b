import { decider, happened, rejection, streamOf, unknown, type Look, type Rejection } from '@millwright/event-sourcing';
import type {
  AnnounceSigningKey,
  GrantRole,
  IssueCredential,
  OtherAdministrators,
  RevokeCredential,
  WithdrawRole,
} from './access.commands.js';
import type { AccessEvent, CredentialEvent } from './access.events.js';
import { person } from '../person/person.decider.js';

const administrator = 'administrator';

interface AccessState {
  /** The roles that the principal has, and where; `[]` is everywhere. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

/** The id is the principal. */
export const access = streamOf<AccessState, AccessEvent>('access', {
  initialState: { roles: {} },
  evolve: ({ roles }, event) => {
    switch (event.type) {
      case 'RoleGranted':
        return { roles: { ...roles, [event.data.role]: event.data.workCenters ?? [] } };
      case 'RoleWithdrawn': {
        const { [event.data.role]: _withdrawn, ...left } = roles;
        return { roles: left };
      }
    }
  },
});

interface CredentialState {
  readonly principal?: string;
  readonly state: 'none' | 'good' | 'revoked' | 'signs';
}

export const credential = streamOf<CredentialState, CredentialEvent>('credential', {
  initialState: { state: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CredentialIssued':
        return { principal: event.data.principal, state: 'good' };
      case 'CredentialRevoked':
        return { ...state, state: 'revoked' };
      case 'SigningKeyAnnounced':
        return { state: 'signs' };
    }
  },
});

const isPerson = (principal: string): boolean => principal.startsWith('person:');

const administers = (look: Look, principal: string): boolean =>
  look(access(principal)).roles[administrator]?.length === 0;

/** Nobody could give the role again, to anybody. Whoever else has it is looked at, so that two cannot take it from each other. */
function isLastAdministrator(
  look: Look,
  { principal, role, others = [] }: { readonly principal: string; readonly role: string } & OtherAdministrators,
): Rejection | undefined {
  if (role !== administrator || !administers(look, principal)) return undefined;
  if (others.some((other) => other !== principal && administers(look, other))) return undefined;
  return rejection('last-administrator', `${principal} is the last administrator of the whole site.`, {
    legal: ['give somebody else the role administrator first'],
  });
}

export const grantRole = decider<GrantRole & OtherAdministrators>({
  name: 'grant-role',
  streams: ({ principal, others = [] }) => [
    access(principal),
    ...(isPerson(principal) ? [person(principal)] : []),
    ...others.map((other) => access(other)),
  ],
  decide: ({ principal, role, workCenters, others }, look) => {
    if (isPerson(principal) && !look(person(principal)).registered) return unknown('person', principal);
    const places = [...new Set(workCenters)].sort();
    const last = places.length === 0 ? undefined : isLastAdministrator(look, { principal, role, others });
    if (last) return last;
    const held = look(access(principal)).roles[role];
    const data = { principal, role, ...(places.length > 0 && { workCenters: places }) };
    const known = held !== undefined && held.join('\n') === places.join('\n');
    return { events: known ? [] : [happened(access(principal), { type: 'RoleGranted', data })], answer: data };
  },
});

export const withdrawRole = decider<WithdrawRole & OtherAdministrators>({
  name: 'withdraw-role',
  streams: ({ principal, others = [] }) => [access(principal), ...others.map((other) => access(other))],
  decide: ({ principal, role, reason, others }, look) => {
    const { roles } = look(access(principal));
    if (roles[role] === undefined)
      return rejection('role-missing', `${principal} does not have the role ${role}.`, { legal: Object.keys(roles) });
    const last = isLastAdministrator(look, { principal, role, others });
    if (last) return last;
    const data = { principal, role, reason };
    return { events: [happened(access(principal), { type: 'RoleWithdrawn', data })], answer: { principal, role } };
  },
});

const nameTaken = (): Rejection =>
  rejection('login-in-use', 'Somebody else signs in under this name.', { legal: ['choose another login'] });

export const issueCredential = decider<IssueCredential>({
  name: 'issue-credential',
  streams: ({ credential: id, principal, replaces }) => [
    credential(id),
    ...(replaces === undefined ? [] : [credential(replaces)]),
    ...(isPerson(principal) ? [person(principal)] : []),
  ],
  decide: ({ replaces, heldBy, ...data }, look, { at }) => {
    const { credential: id, principal, expiresAt } = data;
    if (isPerson(principal) && !look(person(principal)).registered) return unknown('person', principal);
    if (!isPerson(principal) && data.kind !== 'api-key') return unknown('person', principal);
    if (heldBy !== undefined && heldBy !== principal) return nameTaken();
    if (expiresAt !== undefined && expiresAt <= at)
      return rejection('expired-already', 'It would have expired before it is issued.', { kind: 'invalid' });
    const gone =
      replaces !== undefined && look(credential(replaces)).state === 'good'
        ? [
            happened(credential(replaces), {
              type: 'CredentialRevoked',
              data: { credential: replaces, principal, reason: 'replaced' },
            }),
          ]
        : [];
    return { events: [happened(credential(id), { type: 'CredentialIssued', data }), ...gone], answer: data };
  },
});

export const revokeCredential = decider<RevokeCredential>({
  name: 'revoke-credential',
  streams: ({ credential: id }) => [credential(id)],
  decide: ({ credential: id, reason }, look) => {
    const { state, principal = 'system:millwright' } = look(credential(id));
    if (state === 'none') return unknown('credential', id);
    if (state === 'revoked') return { events: [], answer: { credential: id } };
    return {
      events: [happened(credential(id), { type: 'CredentialRevoked', data: { credential: id, principal, reason } })],
      answer: { credential: id },
    };
  },
});

export const announceSigningKey = decider<AnnounceSigningKey>({
  name: 'announce-signing-key',
  streams: ({ key }) => [credential(key)],
  decide: (data, look) =>
    look(credential(data.key)).state === 'none'
      ? [happened(credential(data.key), { type: 'SigningKeyAnnounced', data })]
      : [],
});
