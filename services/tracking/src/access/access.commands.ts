import {
  actorPattern,
  IdField,
  IdsField,
  InstantField,
  OneOfField,
  PageQuery,
  roles,
  shortestPassword,
  SortField,
  TextField,
} from '@millwright/platform';
import type { CredentialKind } from './access.events.js';
import { IsIn, Matches, MaxLength, MinLength } from 'class-validator';
import type { IssuedCredential } from './access.events.js';

const principalExample = 'system:erp';
const Principal = (): PropertyDecorator => (target, property) => {
  IdField('person:<uuid>, machine:<id> or system:<name>', { example: principalExample })(target, property);
  Matches(actorPattern, { message: 'principal must be person:<uuid>, machine:<id> or system:<name>' })(
    target,
    property,
  );
};

export class GrantRole {
  @Principal() principal: string;
  @OneOfField(roles, 'What the principal may do') role: string;
  @IdsField('Only at these work centers; everywhere at the site when absent', { optional: true, min: 1, max: 100 })
  workCenters?: string[];
}

/** What narrows the rights of somebody brings along who else there is: administrators by what is known of them here. */
export interface OtherAdministrators {
  readonly others?: readonly string[];
}

export class WithdrawRole {
  @Principal() principal: string;
  @OneOfField(roles, 'What the principal may do no more') role: string;
  @TextField('Why, in words of the plant') reason: string;
}

export class GrantsQuery extends PageQuery {
  @SortField(['principal', 'role']) sort?: string;
  @IdField('Only those of this principal', { optional: true }) principal?: string;
  @OneOfField(roles, 'Only those who have it', { optional: true }) role?: string;
  @IdField('Only those who may work at this one work center, or at all', { optional: true }) workCenter?: string;
}

export class CredentialsQuery extends PageQuery {
  @SortField(['credential', 'principal', 'expiresAt']) sort?: string;
  @IdField('Only those of this principal', { optional: true }) principal?: string;
  @OneOfField(['api-key', 'password', 'pin', 'badge'], 'Only those', { optional: true }) kind?: CredentialKind;
}

export class ChangePassword {
  @TextField('The password until now', { example: 'correct horse battery staple' }) oldPassword: string;
  @TextField('The new one; long ones are good ones, no other rule helps', { example: 'another horse battery staple' })
  @MinLength(shortestPassword)
  @MaxLength(200)
  password: string;
}

export class IssueApiKey {
  @Principal() principal: string;
  @IdsField('Limits the key to these of the roles that its principal has', {
    optional: true,
    min: 1,
    max: roles.length,
    example: ['planner'],
  })
  @IsIn(roles, { each: true })
  roles?: string[];
  @IdsField('Limits the key to these work centers', { optional: true, min: 1, max: 100 }) workCenters?: string[];
  @IdField('The key is that of a shared terminal with this name, at which people sign in with a PIN or a badge', {
    optional: true,
    example: 'TERMINAL-1',
  })
  station?: string;
  @InstantField('Until when it is good') expiresAt: string;
}

export class SetPassword {
  @IdField('Who signs in with it', { example: 'person:0190a2c3-0000-7000-8000-000000000001' }) person: string;
  @IdField('Under which name; unique in the site, in small letters', { example: 'olga' }) login: string;
  @TextField('The password; long ones are good ones, no other rule helps', { example: 'correct horse battery staple' })
  @MinLength(shortestPassword)
  @MaxLength(200)
  password: string;
}

export class SetPin {
  @IdField('Whose it is', { example: 'person:0190a2c3-0000-7000-8000-000000000001' }) person: string;
  @TextField('4 to 12 digits, typed after the badge at a shared terminal', { example: '4711' })
  @Matches(/^\d{4,12}$/, { message: 'pin must be 4 to 12 digits' })
  pin: string;
}

export class AllowBadge {
  @IdField('Who signs in at shared terminals with the badge alone', {
    example: 'person:0190a2c3-0000-7000-8000-000000000001',
  })
  person: string;
}

export class RevokeBody {
  @TextField('Why, in words of the plant') reason: string;
}

export interface RevokeCredential extends Readonly<RevokeBody> {
  readonly credential: string;
}

/** What of a credential becomes a fact; its secret goes another way. */
export interface IssueCredential extends IssuedCredential {
  /** The principal's one of the same kind until now, where there can be one only. */
  readonly replaces?: string;
  /** Who has the name already with which this one is found. */
  readonly heldBy?: string;
}

export interface AnnounceSigningKey {
  readonly key: string;
  readonly publicKey: string;
  readonly usableUntil: string;
}

const ways = ['api-key', 'password', 'pin', 'badge'] as const;

export class SignIn {
  @OneOfField(
    ways,
    'With what: an API key; a login and its password; at a terminal, its key and a badge, with its PIN or alone',
  )
  grant: (typeof ways)[number];
  @TextField('The API key of the machine, or of the terminal', { optional: true }) key?: string;
  @TextField('The login', { optional: true, example: 'olga' }) login?: string;
  @TextField('The password', { optional: true }) password?: string;
  @TextField('Number of the badge', { optional: true, example: '1001' }) badge?: string;
  @TextField('The PIN', { optional: true, example: '4711' }) pin?: string;
}
