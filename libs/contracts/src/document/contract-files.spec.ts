import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { publishedClasses } from '../catalog.js';
import { exampleOf } from '../declared-fields.js';
import { asyncApi } from './asyncapi.js';
import { contractFiles } from './contract-files.js';

const folder = join(__dirname, '..', '..');
const committed = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe('the generated files', () => {
  const files = contractFiles();

  it('are those that the classes make: run npm run contracts:events', () => {
    const stale = [...files].filter(([path, text]) => committed(path) !== text).map(([path]) => path);
    expect(stale).toEqual([]);
  });

  it('are all that there are', () => {
    const schemas = [...files.keys()].filter((path) => path.startsWith('schemas/'));
    expect(readdirSync(join(folder, 'schemas')).map((name) => `schemas/${name}`)).toEqual(schemas.sort());
  });
});

describe('the AsyncAPI document', () => {
  it('is accepted by the official parser with no error and no warning', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApi()));
    expect(diagnostics.filter(({ severity }) => severity <= 1).map(({ message, path }) => [message, path])).toEqual([]);
    const parsed = document?.allMessages().all() ?? [];
    expect(parsed.map((message) => message.name()).sort()).toEqual([...publishedClasses.keys()]);
    for (const message of parsed) {
      const of = publishedClasses.get(message.name() ?? '');
      expect(message.examples().all()[0].payload()).toEqual(of && exampleOf(of));
    }
  }, 60_000);

  it('is refused by the parser when something is amiss', async () => {
    const text = JSON.stringify(asyncApi()).replace('#/components/messages/orders.item-blocked.v1', '#/nowhere');
    const { diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity === 0)).not.toEqual([]);
  }, 60_000);

  it('has examples that its own schemas accept, of headers and payload', () => {
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    const { components } = asyncApi() as unknown as Components;
    ajv.addSchema({ $id: 'urn:millwright:document', components });
    const problems = Object.values(components.messages).flatMap(({ headers, payload, examples: [example] }) => [
      ...(ajv.validate(`urn:millwright:document${headers.$ref}`, example.headers) ? [] : [ajv.errorsText()]),
      ...(ajv.validate(`urn:millwright:document${payload.$ref}`, example.payload) ? [] : [ajv.errorsText()]),
      ...(ajv.validate(`urn:millwright:document${payload.$ref}`, example.headers) ? ['anything is accepted'] : []),
    ]);
    expect(problems).toEqual([]);
  });
});

interface Components {
  readonly components: {
    readonly messages: Readonly<
      Record<
        string,
        {
          readonly headers: { readonly $ref: string };
          readonly payload: { readonly $ref: string };
          readonly examples: readonly [{ readonly headers: object; readonly payload: object }];
        }
      >
    >;
  };
}
