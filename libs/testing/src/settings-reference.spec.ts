import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chartSettingsTable, declaredNames, declaredSettings, settingsTable } from '@millwright/platform';

const repository = resolve(__dirname, '../../..');
const read = (...path: string[]): string => readFileSync(join(repository, ...path), 'utf8');
const chart = ['deploy', 'kubernetes', 'millwright'];
const templates = readdirSync(join(repository, ...chart, 'templates')).map((file) => read(...chart, 'templates', file));

/** Names that stand in a text; one that ends in an underscore is the beginning of several. */
const names = (text: string): string[] => text.match(/\bMILLWRIGHT_[A-Z0-9_]*[A-Z0-9]\b(?!_)/g) ?? [];
/** What Kubernetes would make of a Service named millwright-orders is told of, and is no setting. */
const ofKubernetes = 'MILLWRIGHT_ORDERS_';
/** The check of the image starts a container with a name misspelt on purpose. */
const misspelt = 'MILLWRIGHT_SIET';
const undeclared = (text: string): string[] =>
  names(text).filter((name) => !declaredNames.includes(name) && !name.startsWith(ofKubernetes) && name !== misspelt);

function sources(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|js)$/.test(file) && !/(^|\/)(dist|node_modules|generated)\/|\.spec\.ts$/.test(file))
    .map((file) => join(folder, file));
}

const between = (text: string): string | undefined => /<!-- settings -->\n([^]*)\n<!-- \/settings -->/.exec(text)?.[1];

describe('the reference of settings', () => {
  it.each([
    ['deploy/README.md', settingsTable()],
    [join(...chart, 'README.md'), chartSettingsTable(templates.join('\n'))],
  ])('in %s is what is declared: if not, run node deploy/kubernetes/reference.mjs', (file, table) => {
    expect(between(read(file))).toBe(table);
  });

  it.each(['docker-compose.yml', 'deploy/Dockerfile', 'README.md', 'deploy/README.md', 'libs/platform/README.md'])(
    'knows every name in %s',
    (file) => {
      expect(names(read(file))).not.toEqual([]);
      expect(undeclared(read(file))).toEqual([]);
    },
  );

  it('knows every name in the sources', () => {
    const found = ['libs', 'services', 'deploy'].flatMap(sources);
    expect(found.length).toBeGreaterThan(500);
    expect(found.flatMap((file) => undeclared(read(file)).map((name) => `${name} in ${file}`))).toEqual([]);
  });
});

describe('the chart', () => {
  it('gives its pods declared settings alone, which they read', () => {
    const given = [...new Set(templates.flatMap((template) => names(template)))];
    expect(given.length).toBeGreaterThan(10);
    const isRead = (name: string): boolean =>
      declaredSettings.some(
        (setting) =>
          name.replace(/_FILE$/, '') === setting.name &&
          setting.readBy.some((program) => program === 'service' || program === 'migrate'),
      );
    expect(given.filter((name) => !isRead(name))).toEqual([]);
  });

  it('has no pod that is told of the Services beside it', () => {
    const pods = templates.filter((template) => /^ +containers:$/m.test(template));
    expect(pods).toHaveLength(2);
    for (const pod of pods) expect(pod).toContain('include "millwright.placement"');
    const [, placement] = read(...chart, 'templates', '_helpers.tpl').split('define "millwright.placement"');
    expect(placement.split('{{- define')[0]).toMatch(/^ *enableServiceLinks: false$/m);
  });
});
