import { startPlant, testBearer, type TestPlant } from '../index.js';
import { RawConnection } from './raw-connection.js';
import { StoreModule } from './store.module.js';

const bins = '/api/store/v1/bins';
const { authorization } = testBearer('system:test');
const body = '{"bin":"SMUGGLED"}';
const hidden = [`POST ${bins} HTTP/1.1`, 'Host: plant', `Authorization: ${authorization}`].join('\r\n');
const inside = `${hidden}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Heads about whose end two servers in a row could disagree; what follows would be a request to one and a body to the other. */
const ambiguous: Readonly<Record<string, string>> = {
  'a length and chunks': 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'chunks and a length': 'Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n',
  'two lengths': 'Content-Length: 0\r\nContent-Length: 300\r\n\r\n',
  'a list of lengths': 'Content-Length: 0, 300\r\n\r\n',
  'a length with a sign': 'Content-Length: +0\r\n\r\n',
  'a length in hexadecimal': 'Content-Length: 0x0\r\n\r\n',
  'a coding that nobody knows': 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  'chunks that are not the last coding': 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
  'a blank before the colon': 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
  'a folded header': 'X-Folded: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a bare line feed': 'X-Bare: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a chunk whose size is none': 'Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n',
  'a NUL in a header': 'X-Nul: a\u0000b\r\nContent-Length: 0\r\n\r\n',
};

describe('a request hidden in another one', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
  });
  afterAll(() => plant.stop());

  it('would be carried out if it were one of its own', async () => {
    const answer = await new RawConnection(plant.url).say(inside.replace('Host', 'Connection: close\r\nHost')).answer;
    expect(answer.status).toBe(201);
  });

  it.each(Object.entries(ambiguous))('is neither carried out nor answered: %s', async (_what, head) => {
    const before = (await plant.events('store')).length;
    const outer = `POST ${bins} HTTP/1.1\r\nHost: plant\r\nContent-Type: application/json\r\n`;
    const { status, body: rest } = await new RawConnection(plant.url).say(`${outer}${head}${inside}`).answer;
    expect([400, 401]).toContain(status);
    expect(rest).not.toContain('HTTP/1.1 ');
    expect(await plant.events('store')).toHaveLength(before);
  });
});

describe('what a client says of where it comes from', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
  });
  afterAll(() => plant.stop());

  it('is believed nowhere: no other host, address or path is made of it', async () => {
    const plain = { ...testBearer('system:test') };
    const forwarded = {
      ...plain,
      'x-forwarded-for': '10.9.8.7',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'for=10.9.8.7;host=elsewhere.example',
      'x-original-url': '/api/store/v1/operations/projections',
      'x-rewrite-url': '/health/live',
    };
    for (const path of [`${bins}/NOWHERE`, `${bins}?limit=1`, '/api/openapi.json']) {
      const [one, other] = await Promise.all(
        [plain, forwarded].map(async (headers) => {
          const answer = await fetch(`${plant.url}${path}`, { headers });
          return { status: answer.status, text: await answer.text() };
        }),
      );
      expect(other).toEqual(one);
      expect(other.text).not.toMatch(/elsewhere|10\.9\.8\.7|gopher/);
    }
  });
});
