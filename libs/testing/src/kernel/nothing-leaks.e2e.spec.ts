import { Get, Module } from '@nestjs/common';
import { Answers, Resource } from '@millwright/platform';
import { startPlant, testBearer, type TestPlant } from '../index.js';
import { RawConnection, type RawAnswer } from './raw-connection.js';
import { StoreModule } from './store.module.js';

const bins = '/api/store/v1/bins';
const { authorization } = testBearer('system:test');
const operator = testBearer('system:operator', { roles: ['operator'] }).authorization;
const json = 'Content-Type: application/json';

@Resource('store', 'mistakes')
class MistakeController {
  @Get()
  @Answers({ needs: 'inventory.read', summary: 'What should never happen' })
  happens(): never {
    throw new TypeError(`select secret from credential failed in ${__filename}`);
  }
}

@Module({ controllers: [MistakeController] })
class MistakesModule {}

interface Asked {
  readonly status: number;
  readonly line: string;
  readonly headers?: readonly string[];
  readonly as?: string | null;
  readonly body?: string;
}

const post = (status: number, body: string, ...headers: string[]): Asked => ({
  status,
  line: `POST ${bins}`,
  headers: [json, ...headers],
  body,
});

/** One request for each kind of answer that there is. */
const asked: Readonly<Record<string, Asked>> = {
  'a list': { status: 200, line: `GET ${bins}` },
  'a thing': { status: 200, line: `GET ${bins}/A` },
  'a head': { status: 200, line: `HEAD ${bins}/A` },
  'the health': { status: 200, line: 'GET /health/live', as: null },
  'the API document': { status: 200, line: 'GET /api/openapi.json', as: null },
  'the pages': { status: 200, line: 'GET /api', as: null },
  'something new': post(201, '{"bin":"N"}'),
  'a body that is no JSON': post(400, '{"bin":'),
  'an address that cannot be read': { status: 400, line: `GET ${bins}/%E0%A4` },
  'a NUL in the address': { status: 400, line: `GET ${bins}/%00` },
  nobody: { status: 401, line: `GET ${bins}`, as: null },
  'a token that is none': { status: 401, line: `GET ${bins}`, as: 'Bearer x.y.z' },
  'who may not': { ...post(403, '{"bin":"X"}'), as: operator },
  'what is not there': { status: 404, line: `GET ${bins}/NO-SUCH` },
  'no address of ours': { status: 404, line: 'GET /api/store/v1/nowhere' },
  'no address at all': { status: 404, line: 'GET /../../etc/passwd' },
  'another method': { status: 405, line: `DELETE ${bins}/A` },
  'a method of HTTP that nobody uses': { status: 405, line: `TRACE ${bins}` },
  'a preflight of a browser': {
    status: 405,
    line: `OPTIONS ${bins}`,
    headers: ['Origin: https://elsewhere.example', 'Access-Control-Request-Method: POST'],
  },
  'a page of elsewhere': { status: 200, line: `GET ${bins}`, headers: ['Origin: https://elsewhere.example'] },
  'what is there already': post(409, '{"bin":"A"}'),
  'a stale version': post(412, '{"bin":"A"}', 'If-Match: "7"'),
  'a body too large': post(413, `{"bin":"${'x'.repeat(2 * 1024 * 1024)}"}`),
  'a body of another kind': { ...post(415, '<bin/>'), headers: ['Content-Type: application/xml'] },
  'a body that makes no sense': post(422, '{"bin":7,"status":"open"}'),
  'headers too large': { status: 431, line: `GET ${bins}`, headers: [`X-Large: ${'x'.repeat(20_000)}`] },
  'what is no HTTP': { status: 400, line: 'TALK to me' },
  'what was not heard in time': { status: 503, line: `GET ${bins}`, headers: ['Millwright-Wait-For: store:999999'] },
  'a mistake of ours': { status: 500, line: 'GET /api/store/v1/mistakes' },
};

/** What only the inside knows: traces of the stack, files, the database and its language, parts that things are built of. */
const inside =
  /\bat [\w.<>]+ \(|node_modules|\.(ts|js):\d+|file:\/\/|\/(work|home|root|usr|tmp)\/|postgres|\bselect \b|relation "|fastify|nest|typeorm|argon2|QueryFailed|TypeError|undefined|\[object /i;

describe('whatever is answered', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule, MistakesModule]);
    await plant.client().post(bins, { bin: 'A' });
  });
  afterAll(() => plant.stop());

  const ask = ({ line, headers = [], as = authorization, body = '' }: Asked): Promise<RawAnswer> =>
    new RawConnection(plant.url).say(
      [
        `${line} HTTP/1.1`,
        'Host: plant',
        'Connection: close',
        ...(as === null ? [] : [`Authorization: ${as}`]),
        ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
        ...headers,
        '',
        body,
      ].join('\r\n'),
    ).answer;

  it.each(Object.entries(asked))('keeps browsers out and says nothing of the inside: %s', async (_what, one) => {
    const { status, headers, body } = await ask(one);
    expect(status).toBe(one.status);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}/),
    });
    const named = Object.keys(headers).filter((name) =>
      /^(server|x-powered-by|via|x-runtime|access-control-.*)$/.test(name),
    );
    expect(named).toEqual([]);
    if (status >= 400) {
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(body)).toMatchObject({
        status,
        code: expect.any(String),
        type: expect.stringContaining('/api/problems/'),
      });
      expect(body).not.toMatch(inside);
    }
  });
});
