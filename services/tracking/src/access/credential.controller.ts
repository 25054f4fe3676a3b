import { randomUUID } from 'node:crypto';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  Came,
  Command,
  CommandResult,
  Commands,
  hashOfKey,
  hashOfPassword,
  notFound,
  type Page,
  type Principal,
  ProblemException,
  randomKey,
  ReadModels,
  Resource,
  type Sender,
  Sent,
} from '@millwright/platform';
import {
  AllowBadge,
  CredentialsQuery,
  IssueApiKey,
  RevokeBody,
  SetPassword,
  SetPin,
  type IssueCredential,
  ChangePassword,
} from './access.commands.js';
import { issueCredential, revokeCredential } from './access.decider.js';
import {
  CredentialEntity,
  credentialOf,
  eraseCredential,
  keepCredential,
  keptCredential,
  loginOf,
} from './credential.entity.js';
import { eraseSigningKey } from './signing-key.entity.js';
import { tooManyAttempts, whoSignsIn } from './sign-in.entity.js';

type Secret = { readonly lookup: string; readonly secret?: string };

/** With what people and machines prove who they are. */
@Resource('tracking', 'credentials')
export class CredentialController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post('api-keys')
  @Command({
    needs: 'access.grant',
    summary: 'Issue a key for a machine, a system or a shared terminal; `key` is shown this once',
    description: 'The key proves who its principal is; what the principal may do, its grants say.',
    creates: true,
    refuses: ['unknown-person', 'expired-already'],
  })
  async issueKey(@Body() command: IssueApiKey, @Sent() sender: Sender): Promise<CommandResult> {
    const id = randomUUID();
    const secret = randomKey();
    const issued = { credential: id, kind: 'api-key', ...command } as const;
    const result = await this.issue(issued, { lookup: id, secret: hashOfKey(secret) }, sender);
    const { accepted, projected, seen } = result;
    // A key that is sent again gets the first answer, in which no secret was ever kept.
    if (accepted.replayed) return result;
    return new CommandResult(
      { ...accepted, answer: { ...accepted.answer, key: `mw_${id}_${secret}` } },
      projected,
      seen,
    );
  }

  @Post('passwords')
  @Command({
    needs: 'access.grant',
    summary: 'Set the password with which a person signs in; the one before proves nothing any more',
    creates: true,
    refuses: ['unknown-person', 'login-in-use'],
  })
  async setPassword(@Body() { person, login, password }: SetPassword, @Sent() sender: Sender): Promise<CommandResult> {
    const lookup = login.toLowerCase();
    const heldBy = (await keptCredential(this.read.manager, 'password', lookup))?.principal;
    const secret = await hashOfPassword(password);
    return this.issue(
      { ...(await this.ofPerson('password', person)), heldBy },
      { lookup, secret },
      sender.comparedBy([person, login]),
    );
  }

  @Post('passwords/change')
  @Command({
    needs: 'access.own',
    summary: 'Change the password with which one signs in oneself',
    description: 'Every token that was got with the old one ends, also this one: sign in again with the new one.',
    creates: true,
    refuses: ['unknown-person', 'login-in-use'],
  })
  async changePassword(
    @Body() { oldPassword, password }: ChangePassword,
    @Came() { id }: Principal,
    @Sent() sender: Sender,
  ): Promise<CommandResult> {
    const login = (await loginOf(this.read.manager, id)) ?? notFound('password', id);
    const answer = await whoSignsIn(this.read.manager, { grant: 'password', login, password: oldPassword });
    if ('lockedSeconds' in answer) throw tooManyAttempts(answer.lockedSeconds);
    if ('refused' in answer)
      throw ProblemException.of(403, 'old-password-wrong', 'The password until now is another one.');
    const command = await this.ofPerson('password', id);
    return this.issue(command, { lookup: login, secret: await hashOfPassword(password) }, sender.comparedBy([id]));
  }

  @Post('pins')
  @Command({
    needs: 'access.grant',
    summary: 'Set the PIN that a person types after the badge at a shared terminal',
    creates: true,
    refuses: ['unknown-person'],
  })
  async setPin(@Body() { person, pin }: SetPin, @Sent() sender: Sender): Promise<CommandResult> {
    const secret = await hashOfPassword(pin);
    return this.issue(await this.ofPerson('pin', person), { lookup: person, secret }, sender.comparedBy([person]));
  }

  @Post('badges')
  @Command({
    needs: 'access.grant',
    summary: 'Let a person sign in at shared terminals with the badge alone',
    creates: true,
    refuses: ['unknown-person'],
  })
  async allowBadge(@Body() { person }: AllowBadge, @Sent() sender: Sender): Promise<CommandResult> {
    return this.issue(await this.ofPerson('badge', person), { lookup: person }, sender);
  }

  @Post(':credential/revoke')
  @Command({
    needs: 'access.grant',
    summary: 'Revoke a key, password, PIN, badge or signing key, and the tokens that were got with it',
    refuses: ['unknown-credential'],
  })
  async revoke(
    @Param('credential') credential: string,
    @Body() { reason }: RevokeBody,
    @Sent() sender: Sender,
  ): Promise<CommandResult> {
    // Before the fact: from then on nothing is signed with it, or opened by it, that the fact would kill at once.
    await eraseCredential(this.read.manager, credential);
    await eraseSigningKey(this.read.manager, credential);
    return this.commands.execute(revokeCredential, { credential, reason }, sender);
  }

  @Get()
  @Answers({ needs: 'access.read', summary: 'Credentials that are good, without their secrets' })
  list(@Query() query: CredentialsQuery): Promise<Page<Omit<CredentialEntity, 'lookup' | 'secret'>>> {
    const { principal, kind } = query;
    return this.read.page(CredentialEntity, query, { key: 'credential', where: { principal, kind } });
  }

  private async ofPerson(kind: IssueCredential['kind'], principal: string): Promise<IssueCredential> {
    const replaces = await credentialOf(this.read.manager, kind, principal);
    return { credential: randomUUID(), kind, principal, replaces };
  }

  /** The fact first: a secret without a fact would open a door of which nobody knows. */
  private async issue(command: IssueCredential, { lookup, secret }: Secret, sender: Sender): Promise<CommandResult> {
    const result = await this.commands.execute(issueCredential, command, sender);
    if (result.accepted.replayed) return result;
    const kept = await keepCredential(this.read.manager, { ...command, lookup, secret });
    if (!kept) throw ProblemException.of(409, 'login-in-use', 'Somebody else has just taken this name.');
    return result;
  }
}
