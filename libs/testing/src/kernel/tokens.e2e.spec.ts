import { createHmac, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, Plant, PlantSettings, roles } from '@millwright/platform';
import { LocalTransport } from '@millwright/messaging';
import type { INestApplication } from '@nestjs/common';
import { pino } from 'pino';
import { createTestDatabase } from '../test-database.js';
import { StoreModule } from './store.module.js';

/** An identity provider of this spec, whose keys can be exchanged while the service runs. */
let database: Awaited<ReturnType<typeof createTestDatabase>>;
const issuer = 'https://provider.test';
const audience = 'millwright';
const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const first = ec();
const second = ec();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const stranger = ec();
const jwk = (key: KeyObject, kid: string, alg: string) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' });
let published = [
  jwk(first.publicKey, 'first', 'ES256'),
  jwk(rsa.publicKey, 'rsa', 'RS256'),
  jwk(ed.publicKey, 'ed', 'EdDSA'),
];
let asked = 0;
let provider: Server;
let app: INestApplication;
let plant: Plant;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  provider = createServer((_request, response) => {
    asked++;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done));
  const keys = new URL(`http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`);
  const access = { provider: { issuer, audience, keys, actorClaim: 'sub', rolesClaim: 'roles' }, requestsPerSecond: 0 };
  const role = Object.assign(new URL(database.url), { username: `tokens_${Date.now()}`, password: 'only-for-tests' });
  plant = new Plant({
    settings: new PlantSettings('TEST', 'UTC', access),
    transport: new LocalTransport(),
    databaseOf: () => ({ url: role.href, ownerUrl: database.url }),
    logger: pino({ level: 'silent' }),
  });
  app = await createApplication([StoreModule], plant);
  await app.listen(0, '127.0.0.1');
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  await plant.ready();
});
afterAll(async () => {
  await app?.close();
  provider?.close();
  await database?.drop();
});

const now = () => Math.floor(Date.now() / 1000);
const encoded = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const goodHeader = { alg: 'ES256', typ: 'at+jwt', kid: 'first' };
const goodClaims = () => ({ iss: issuer, aud: audience, sub: 'system:test', iat: now(), exp: now() + 60, roles });
type Signer = (signed: string) => string;
const es256 =
  (key: KeyObject = first.privateKey): Signer =>
  (signed) =>
    sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const rs256: Signer = (signed) => createSign('RSA-SHA256').update(signed).sign(rsa.privateKey).toString('base64url');
const hs256 =
  (secret: string | Buffer): Signer =>
  (signed) =>
    createHmac('sha256', secret).update(signed).digest('base64url');
const eddsa: Signer = (signed) => sign(null, Buffer.from(signed), ed.privateKey).toString('base64url');

function made(header: object | string = {}, claims: object | string = {}, signer: Signer = es256()): string {
  const head = typeof header === 'string' ? header : { ...goodHeader, ...header };
  const said = typeof claims === 'string' ? claims : { ...goodClaims(), ...claims };
  const signed = `${encoded(head)}.${encoded(said)}`;
  return `${signed}.${signer(signed)}`;
}
const call = (token: string) =>
  fetch(`${url}/api/store/v1/bins`, { headers: { authorization: `Bearer ${token}` } }).catch(() => ({ status: 401 }));

describe('a token that is good', () => {
  it.each([
    ['signed with ES256', () => made()],
    ['signed with RS256', () => made({ alg: 'RS256', kid: 'rsa' }, {}, rs256)],
    ['signed with EdDSA', () => made({ alg: 'EdDSA', kid: 'ed' }, {}, eddsa)],
    ['typed by its media type', () => made({ typ: 'application/at+jwt' })],
    ['of Keycloak', () => made({ typ: 'JWT' }, { typ: 'Bearer' })],
    ['for several audiences', () => made({}, { aud: ['another', audience] })],
    ['expired within the tolerance of clocks', () => made({}, { exp: now() - 2 })],
    ['of a clock that is a little ahead', () => made({}, { nbf: now() + 3 })],
  ])('is taken: %s', async (_what, token) => {
    expect((await call(token())).status).toBe(200);
  });
});

describe('a token that is not good', () => {
  const spki = () => first.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const rsaPem = () => rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const own = jwk(stranger.publicKey, 'own', 'ES256');
  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['no token', () => 'abc'],
    ['unsigned: alg none', () => made({ alg: 'none' }, {}, () => '')],
    ['unsigned: alg nOnE, with a signature', () => made({ alg: 'nOnE' })],
    ['without its signature', () => made().replace(/[^.]+$/, '')],
    ['of two parts', () => made().split('.').slice(0, 2).join('.')],
    ['of four parts', () => `${made()}.x`],
    ['of five parts, as an encrypted one', () => `${made()}.x.y`],
    ['HMAC with the public EC key as secret', () => made({ alg: 'HS256' }, {}, hs256(spki()))],
    ['HMAC with the public RSA key as secret', () => made({ alg: 'HS256', kid: 'rsa' }, {}, hs256(rsaPem()))],
    ['HMAC with an empty secret', () => made({ alg: 'HS256' }, {}, hs256(''))],
    ['RS256 named for an EC key', () => made({ alg: 'RS256' }, {}, rs256)],
    ['signed by somebody else', () => made({}, {}, es256(stranger.privateKey))],
    ['an all-zero ECDSA signature', () => made({}, {}, () => Buffer.alloc(64).toString('base64url'))],
    [
      'a DER signature',
      () => made({}, {}, (s) => sign('sha256', Buffer.from(s), first.privateKey).toString('base64url')),
    ],
    ['brings its own key: jwk', () => made({ jwk: own, kid: 'own' }, {}, es256(stranger.privateKey))],
    ['names where its key is: jku', () => made({ jku: `${url}/api/openapi.json` })],
    ['names where its certificate is: x5u', () => made({ x5u: 'https://evil.test' })],
    ['brings a certificate: x5c', () => made({ x5c: ['AAAA'] })],
    ['demands what nobody knows: crit', () => made({ crit: ['x'], x: 1 })],
    ['an empty crit', () => made({ crit: [] })],
    ['b64 false', () => made({ b64: false, crit: ['b64'] })],
    ['compressed', () => made({ zip: 'DEF' })],
    ['key id a path', () => made({ kid: '../../../dev/null' }, {}, hs256(''))],
    ['key id SQL', () => made({ kid: "x' union select 'first" })],
    ['key id a number', () => made({ kid: 1 })],
    ['without a key id', () => made({ kid: undefined })],
    ['an ID token', () => made({ typ: 'JWT' }, { nonce: 'n', typ: 'ID' })],
    ['typed JWT and nothing else', () => made({ typ: 'JWT' })],
    ['a logout token', () => made({ typ: 'logout+jwt' })],
    ['without a type', () => made({ typ: undefined })],
    ['another issuer', () => made({}, { iss: 'https://evil.test' })],
    ['issuer with a slash more', () => made({}, { iss: `${issuer}/` })],
    ['issuer in a list', () => made({}, { iss: [issuer] })],
    ['says to be of this site itself', () => made({}, { iss: 'millwright:TEST', aud: 'millwright:TEST' })],
    ['says to be of another site', () => made({}, { iss: 'millwright:OTHER', aud: 'millwright:OTHER' })],
    ['another audience', () => made({}, { aud: 'another' })],
    ['audience in capitals', () => made({}, { aud: 'MILLWRIGHT' })],
    ['no audience', () => made({}, { aud: undefined })],
    ['expired', () => made({}, { exp: now() - 6 })],
    ['without an end', () => made({}, { exp: undefined })],
    ['end as text', () => made({}, { exp: String(now() + 60) })],
    ['end null', () => made({}, { exp: null })],
    ['not valid yet', () => made({}, { nbf: now() + 30 })],
    ['nbf as text', () => made({}, { nbf: 'soon' })],
    ['subject nobody', () => made({}, { sub: undefined })],
    ['subject free text', () => made({}, { sub: 'root' })],
    ['subject a list', () => made({}, { sub: ['system:test'] })],
    ['subject with a line break', () => made({}, { sub: 'system:a\nb' })],
    ['a claim twice', () => made({}, JSON.stringify(goodClaims()).replace('{', '{"sub":"system:admin",'))],
    [
      'a claim twice, once escaped',
      () => made({}, JSON.stringify(goodClaims()).replace('{', '{"s\\u0075b":"system:a",')),
    ],
    ['alg twice', () => made(JSON.stringify(goodHeader).replace('{', '{"alg":"none",'))],
    ['payload a list', () => made({}, '[]')],
    ['payload null', () => made({}, 'null')],
    ['payload no JSON', () => made({}, '{"iss":')],
    ['header no JSON', () => made('{')],
    ['padded', () => made().replace('.', '=.')],
    ['standard base64', () => `${made()}+/`],
    ['a blank inside', () => made().replace('.', ' .')],
    ['huge', () => made({}, { filler: 'x'.repeat(9_000) })],
    [
      'the payload exchanged',
      () => [made().split('.')[0], encoded({ ...goodClaims(), sub: 'system:x' }), made().split('.')[2]].join('.'),
    ],
  ])('is refused: %s', async (_what, token) => {
    const answer = await call(token());
    expect(answer.status).toBe(401);
    if (!(answer instanceof Response)) return;
    if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="millwright"/);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([undefined, 'Basic YTpi', 'Bearer', 'Token abc', 'bearer  '])('other ways: %s', async (authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    expect((await fetch(`${url}/api/store/v1/bins`, { headers })).status).toBe(401);
    expect((await fetch(`${url}/api/store/v1/bins?access_token=${made()}`, { headers })).status).toBe(401);
  });
});

describe('keys that change', () => {
  it('a new one is fetched once when it is seen first; unknown ones do not make us ask all the time', async () => {
    published = [...published, jwk(second.publicKey, 'second', 'ES256')];
    const before = asked;
    const guesses = await Promise.all(Array.from({ length: 10 }, (_, n) => call(made({ kid: `guess-${n}` }))));
    expect(guesses.filter(({ status }) => status === 200)).toEqual([]);
    expect(asked - before).toBeLessThanOrEqual(1);
  });
});
