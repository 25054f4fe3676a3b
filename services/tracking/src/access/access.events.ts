import type { Event } from '@millwright/event-sourcing';

export type CredentialKind = 'api-key' | 'password' | 'pin' | 'badge';

export type AccessEvent =
  | Event<
      'RoleGranted',
      { readonly principal: string; readonly role: string; readonly workCenters?: readonly string[] }
    >
  | Event<'RoleWithdrawn', { readonly principal: string; readonly role: string; readonly reason: string }>;

/** What is known of a key, password, PIN or badge. */
export interface IssuedCredential {
  readonly credential: string;
  readonly kind: CredentialKind;
  readonly principal: string;
  readonly roles?: readonly string[];
  readonly workCenters?: readonly string[];
  readonly station?: string;
  readonly expiresAt?: string;
}

/** No secret and no hash of one is ever in here: they stand in the table `credential`, from which they can be erased. */
export type CredentialEvent =
  | Event<'CredentialIssued', IssuedCredential>
  | Event<'CredentialRevoked', { readonly credential: string; readonly principal: string; readonly reason: string }>
  | Event<'SigningKeyAnnounced', { readonly key: string; readonly publicKey: string; readonly usableUntil: string }>;
