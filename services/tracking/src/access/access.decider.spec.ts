import { given, happened, nothing } from '@millwright/event-sourcing';
import { person } from '../person/person.decider.js';
import { access, credential, grantRole, issueCredential, revokeCredential, withdrawRole } from './access.decider.js';
import { lockedSeconds } from './lockout.rules.js';

const erp = 'system:erp';
const anna = 'person:00000000-0000-7000-8000-0000000000aa';
const planner = { type: 'RoleGranted', data: { principal: erp, role: 'planner' } } as const;

describe('a role', () => {
  it('is granted once, and again where it reaches elsewhere', () => {
    const grant = { principal: erp, role: 'planner' };
    nothing()
      .when(grantRole, grant)
      .then([happened(access(erp), planner)]);
    given(access(erp), [planner]).when(grantRole, grant).then([]);
    given(access(erp), [planner])
      .when(grantRole, { ...grant, workCenters: ['B', 'A', 'B'] })
      .then([
        happened(access(erp), {
          type: 'RoleGranted',
          data: { principal: erp, role: 'planner', workCenters: ['A', 'B'] },
        }),
      ]);
  });

  it('is given to people who are registered, and withdrawn from who has it', () => {
    nothing().when(grantRole, { principal: anna, role: 'planner' }).thenRejected('unknown-person');
    const withdrawal = { principal: erp, role: 'planner', reason: 'has left' };
    nothing().when(withdrawRole, withdrawal).thenRejected('role-missing');
    given(access(erp), [planner])
      .when(withdrawRole, withdrawal)
      .then([happened(access(erp), { type: 'RoleWithdrawn', data: withdrawal })]);
  });
});

describe('the last administrator', () => {
  const boss = { type: 'RoleGranted', data: { principal: erp, role: 'administrator' } } as const;
  const second = { type: 'RoleGranted', data: { principal: anna, role: 'administrator' } } as const;
  const withdrawal = { principal: erp, role: 'administrator', reason: 'has left' };
  const taken = [happened(access(erp), { type: 'RoleWithdrawn', data: withdrawal })];

  it('keeps the role, and the whole site, as long as nobody else has both', () => {
    const alone = () => given(access(erp), [boss]);
    alone().when(withdrawRole, withdrawal).thenRejected('last-administrator');
    alone()
      .when(withdrawRole, { ...withdrawal, others: [erp, anna] })
      .thenRejected('last-administrator');
    alone()
      .when(grantRole, { principal: erp, role: 'administrator', workCenters: ['A'] })
      .thenRejected('last-administrator');
    given(access(erp), [boss])
      .given(access(anna), [{ ...second, data: { ...second.data, workCenters: ['A'] } }])
      .when(withdrawRole, { ...withdrawal, others: [anna] })
      .thenRejected('last-administrator');
  });

  it('is none where somebody else is one', () => {
    given(access(erp), [boss])
      .given(access(anna), [second])
      .when(withdrawRole, { ...withdrawal, others: [erp, anna] })
      .then(taken);
  });
});

describe('a credential', () => {
  const key = { credential: 'c-1', kind: 'api-key', principal: erp } as const;
  const issued = { type: 'CredentialIssued', data: key } as const;
  const at = { at: '2026-01-05T08:00:00.000Z' };

  it('is issued for a time that has not passed', () => {
    nothing()
      .when(issueCredential, key)
      .then([happened(credential('c-1'), issued)]);
    nothing()
      .when(issueCredential, { ...key, expiresAt: '2026-01-05T07:00:00.000Z' }, at)
      .thenRejected('expired-already');
  });

  it('of a person replaces the one before, under a name that nobody else has', () => {
    const password = { credential: 'c-2', kind: 'password', principal: anna } as const;
    const registered = given(person(anna), [{ type: 'PersonRegistered', data: { person: anna } }]);
    nothing().when(issueCredential, password).thenRejected('unknown-person');
    nothing()
      .when(issueCredential, { ...password, principal: erp })
      .thenRejected('unknown-person');
    registered.when(issueCredential, { ...password, heldBy: 'person:b' }).thenRejected('login-in-use');
    registered
      .when(issueCredential, { ...password, heldBy: anna })
      .then([happened(credential('c-2'), { type: 'CredentialIssued', data: password })]);
  });

  it('is revoked once, and only where there is one', () => {
    const revocation = { credential: 'c-1', reason: 'lost' };
    nothing().when(revokeCredential, revocation).thenRejected('unknown-credential');
    given(credential('c-1'), [issued])
      .when(revokeCredential, revocation)
      .then([happened(credential('c-1'), { type: 'CredentialRevoked', data: { ...revocation, principal: erp } })]);
    given(credential('c-1'), [issued, { type: 'CredentialRevoked', data: { ...revocation, principal: erp } }])
      .when(revokeCredential, revocation)
      .then([]);
  });
});

describe('guessing', () => {
  it('locks a name after five failures in a row, longer each time, and never for ever', () => {
    expect([1, 4, 5, 6, 7, 50].map(lockedSeconds)).toEqual([0, 0, 30, 60, 120, 900]);
  });
});
