import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSync } from 'recheck';
import * as ts from 'typescript';

const repository = resolve(__dirname, '../../..');
const roots = ['libs', 'services'].flatMap((folder) =>
  readdirSync(join(repository, folder)).map((project) => join(repository, folder, project, 'src')),
);

/** Every regular expression of what runs in a service, once each, with one place where it stands. */
function expressions(): Map<string, string> {
  const found = new Map<string, string>();
  for (const root of roots) {
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts') || name.endsWith('.d.ts')) continue;
      const file = join(root, name);
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) found.set(node.text, file.slice(repository.length + 1));
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return found;
}

/** What a stranger sends goes through these: none may take longer than in proportion to its length, or to its square where it is short. */
it('no regular expression can be made to run for ever', () => {
  const all = [...expressions()];
  expect(all.length).toBeGreaterThan(40);
  const bad = all.flatMap(([text, file]) => {
    const end = text.lastIndexOf('/');
    const { status } = checkSync(text.slice(1, end), text.slice(end + 1), { timeout: 5_000 });
    return status === 'safe' ? [] : [`${file}: ${text} is ${status}`];
  });
  expect(bad).toEqual([]);
}, 120_000);

it('would find one that can', () => {
  expect(checkSync('^(a+)+$', '').status).toBe('vulnerable');
});
