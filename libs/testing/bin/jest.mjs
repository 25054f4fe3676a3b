import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Runs the specs of one level in the project of the current folder: node jest.mjs unit|int|e2e [arguments of jest]
const [level, ...rest] = process.argv.slice(2);
process.env.MILLWRIGHT_TEST_LEVEL = level;
const preset = fileURLToPath(new URL('../jest.preset.js', import.meta.url));
const require = createRequire(import.meta.url);
const { roots, testRegex } = require(preset);

// Starting jest only to learn that there is nothing to do takes a second a project.
const isSpec = (name) => new RegExp(testRegex).test(name);
if (roots.some((root) => readdirSync(root, { recursive: true }).some(isSpec))) {
  await require('jest').run(['--config', preset, '--passWithNoTests', ...rest]);
} else {
  console.log(`no ${level} specs`);
}
