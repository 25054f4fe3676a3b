import { declaredSettings } from './declared-settings.js';
import type { Setting } from './setting.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function row({ name, what, unit, otherwise, example, readBy, neededBy = [], secret }: Setting<unknown>): string {
  const known = otherwise === undefined ? '' : `\`${otherwise}\``;
  const needed = neededBy.length > 0 ? `needed by ${neededBy.join(', ')}` : known;
  const about = `${what}${unit ? ` (${unit})` : ''}${secret ? '. **Secret**' : ''}`;
  return `| \`${name}\` | ${cell(about)} | ${needed} | \`${cell(example)}\` | ${readBy.join(', ')} |`;
}

/** The reference of all settings that are read by people's programs, as a table of Markdown. */
export const settingsTable = (): string =>
  [
    '| setting | | default | for example | read by |',
    '|---|---|---|---|---|',
    ...declaredSettings.filter(({ readBy }) => !readBy.includes('tests')).map(row),
  ].join('\n');
