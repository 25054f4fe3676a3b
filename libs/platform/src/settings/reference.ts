import { declaredSettings } from './declared-settings.js';
import { text } from './kinds.js';
import { inFile, type Program, type Setting } from './setting.js';

const cell = (words: string): string => words.replaceAll('|', '\\|');
const code = (words: string): string => `\`${cell(words)}\``;

function defaultOf({ otherwise, neededBy = [] }: Setting<unknown>): string {
  if (neededBy.length > 0) return `needed by ${neededBy.join(', ')}`;
  return otherwise === undefined ? '' : code(otherwise);
}

function valueOf({ kind, example }: Setting<unknown>): string {
  if (kind === text) return code(example);
  return kind.should.includes('such as') ? cell(kind.should) : `${cell(kind.should)}, such as ${code(example)}`;
}

const row = (setting: Setting<unknown>): readonly string[] => {
  const { name, what, unit, readBy, secret } = setting;
  return [
    code(name),
    `${cell(what)}${unit ? ` (${unit})` : ''}${secret === 'all' ? '. Secret' : ''}`,
    defaultOf(setting),
    valueOf(setting),
    readBy.join(', '),
  ];
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const head = ['setting', 'what it is', 'default', 'value', 'read by'];

/** The reference of all settings, as Markdown. Those of the specs concern nobody else. */
export const settingsTable = (): string =>
  table(head, declaredSettings.filter(({ readBy }) => !readBy.includes('tests')).map(row));

const read: readonly Program[] = ['service', 'migrate'];

/** Those of the programs that the chart runs, and which of them stand in its templates. */
export function chartSettingsTable(templates: string): string {
  const stands = ({ name }: Setting<unknown>): boolean =>
    [name, inFile(name)].some((one) => new RegExp(`\\b${one}\\b`).test(templates));
  return table(
    [...head, 'given by'],
    declaredSettings
      .filter(({ readBy }) => readBy.some((program) => read.includes(program)))
      .map((setting) => [...row(setting), stands(setting) ? 'the chart' : '`extraEnv`']),
  );
}
