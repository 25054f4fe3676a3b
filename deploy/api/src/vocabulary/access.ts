import type { Words } from './words.js';

/** Who may do what, and what is sent to whom. */
export const access: Words = {
  alg: ['Algorithm of the key', 'EdDSA'],
  credential: ['Id of a key, password, PIN, badge or signing key', '0190a5c0-0000-7000-8000-0000000000bb'],
  crv: ['Curve of the key', 'Ed25519'],
  disabledReason: ['Why nothing more is sent, in a sentence', 'Ten attempts failed; the last one with status 500.'],
  expiresIn: ['How long the token is good, in seconds', '600'],
  grants: ['The roles that the principal has here, and where'],
  keys: ['Public keys, as JSON Web Keys'],
  kid: ['Id of the key', '0190a5c0-0000-7000-8000-0000000000cc'],
  kty: ['Type of the key', 'OKP'],
  limitedTo: ['What the token was limited to, beyond the grants of its principal'],
  method: ['Method of the request', 'GET'],
  permissions: ['What may be done', ['orders.read']],
  principal: ['person:<uuid>, machine:<id> or system:<name>', 'system:erp'],
  role: ['The role', 'operator'],
  roles: ['The roles', ['operator']],
  token: ['Send it as `Authorization: Bearer <token>`', 'eyJhbGciOiJFZERTQSJ9…'],
  tokenType: ['How the token is sent', 'Bearer'],
  use: ['What the key is for', 'sig'],
  webhook: ['Id of the webhook', '0190a5c0-0000-7000-8000-0000000000aa'],
  x: ['The coordinate x of the key, base64url', '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'],
};
