import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openApiOf, problemPages } from '@millwright/contracts';
import { staleClientFiles } from './client-files.js';
import { contractFolder, contractOf, staleFiles, type Contract } from './contract-files.js';
import { repository, services, Sources } from './code/sources.js';
import { unroutedProblems } from './document/common-problems.js';
import { assembled } from './document/described-routes.js';
import type { Document } from './document/document.js';

describe('the contract in libs/contracts/openapi', () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await contractOf(new Sources());
  });

  it('is what the code says today; otherwise run npm run contracts', () => expect(staleFiles(contract)).toEqual([]));

  it('has a word for every property and a type for every answer', () => {
    expect({ undescribed: contract.undescribed, unclear: contract.unclear }).toEqual({ undescribed: [], unclear: [] });
  });

  it('has only reason codes in decorators that the rules behind them give', () =>
    expect(contract.neverGiven).toEqual([]));

  it('is noticed to be stale when a file differs by one word', () => {
    const [name, text] = [...contract.files][0];
    const files = new Map(contract.files).set(name, text.replace('Millwright', 'Windmill'));
    expect(staleFiles({ ...contract, files })).toEqual([name]);
  });

  it('is what the TypeScript client was made of; otherwise run npm run contracts', () =>
    expect(staleClientFiles()).toEqual([]));

  it('passes the recommended rules of Spectral without an error', () => {
    const spectral = join(repository, 'node_modules/@stoplight/spectral-cli/dist/index.js');
    const rules = join(repository, 'deploy/api/spectral.yaml');
    const args = ['lint', join(contractFolder, 'millwright.json'), '-r', rules, '-F', 'error', '-f', 'text'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [spectral, ...args], { encoding: 'utf8' });
    expect({ status, said: `${stdout}${stderr}`.split('\n').filter((line) => line.includes(' error ')) }).toEqual({
      status: 0,
      said: [],
    });
  });
});

describe('the routes of all services', () => {
  const document = openApiOf(services) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, one]) =>
    Object.entries(one).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );

  it('are all in the document, and nothing else is', async () => {
    const app = await assembled(services);
    const served = new Set<string>();
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) served.add(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`);
      });
    await app.init();
    await app.close();
    // The pages that show the document, and HEAD, which comes with every GET.
    const isPage = (route: string): boolean =>
      /^(HEAD .*|GET \/api(\/|\/openapi\.json|\/\*|\/(swagger|index|LICENSE).*)?)$/.test(route);
    expect([...served].filter((route) => !isPage(route)).sort()).toEqual(operations.map(({ route }) => route).sort());
  });

  it('say what each code that they give means and what to do about it', () => {
    const given = operations.flatMap(({ operation }) => codesOf(operation.responses, document));
    const known = problemPages().map(({ code }) => code);
    expect([...new Set(given)].filter((code) => !known.includes(code))).toEqual([]);
    const unused = known.filter((code) => !given.includes(code) && !unroutedProblems.some((one) => one.code === code));
    expect(unused).toEqual([]);
  });
});

function codesOf(responses: object, { components }: Document): string[] {
  const text = JSON.stringify(responses).replace(/"\$ref":"#\/components\/responses\/(\w+)"/g, (_, name: string) =>
    JSON.stringify(components.responses?.[name]).slice(1, -1),
  );
  return [...text.matchAll(/"code":\{"type":"string","enum":(\[[^\]]*\])/g)].flatMap(
    ([, codes]) => JSON.parse(codes) as string[],
  );
}
