// The tables of settings in deploy/README.md and in the chart's README, from their declaration in libs/platform; needs a build.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { chartSettingsTable, settingsTable } = require('../../libs/platform/dist/settings/reference.js');
const { declaredSettings } = require('../../libs/platform/dist/settings/declared-settings.js');

export const settingsOf = (program) => declaredSettings.filter(({ readBy }) => readBy.includes(program));

const chart = join(import.meta.dirname, 'millwright');
const templates = readdirSync(join(chart, 'templates'))
  .map((file) => readFileSync(join(chart, 'templates', file), 'utf8'))
  .join('\n');

export const settingsTables = [
  { file: join(import.meta.dirname, '../README.md'), mark: 'settings', table: settingsTable() },
  { file: join(chart, 'README.md'), mark: 'settings', table: chartSettingsTable(templates) },
];
