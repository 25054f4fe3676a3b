import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

// Proves that the import rules fire: each planted violation must be reported by the rule that is there for it. The violations are
// handed to ESLint as text under the path they would have, so that nothing can be left behind in the tree.
const ROLES = 'millwright/imports-by-role';
const PROJECTS = '@nx/enforce-module-boundaries';
const PACKAGES = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

// prettier-ignore
const violations = [
  ['a service imports a service', PROJECTS, 'services/orders/src/planted.module.ts', `import { QualityModule } from '@millwright/quality';`],
  ['a service reaches into a service', PROJECTS, 'services/orders/src/planted.module.ts', `import { main } from '../../quality/src/main.js';`],
  ['a service ships what is for tests', PROJECTS, 'services/orders/src/planted.module.ts', `import { eventually } from '@millwright/testing';`],
  ['a library imports a service', PROJECTS, 'libs/platform/src/planted.ts', `import { OrdersModule } from '@millwright/orders';`],
  ['contracts import the platform', PROJECTS, 'libs/contracts/src/planted.ts', `import { Command } from '@millwright/platform';`],
  ['the event log imports messaging', PROJECTS, 'libs/event-log/src/planted.ts', `import { LocalTransport } from '@millwright/messaging';`],
  ['the kernel imports the event log', PROJECTS, 'libs/event-sourcing/src/planted.ts', `import { EventLog } from '@millwright/event-log';`],
  ['the kernel imports pg', PACKAGES, 'libs/event-sourcing/src/planted.ts', `import { Client } from 'pg';`],
  ['the kernel imports TypeORM', PACKAGES, 'libs/event-sourcing/src/planted.ts', `import { DataSource } from 'typeorm';`],
  ['kafkajs in the platform', PACKAGES, 'libs/platform/src/planted.ts', `import { Kafka } from 'kafkajs';`],
  ['kafkajs in a service', PACKAGES, 'services/orders/src/planted.module.ts', `import { Kafka } from 'kafkajs';`],
  ['Nest in the event log', PACKAGES, 'libs/event-log/src/planted.ts', `import { Injectable } from '@nestjs/common';`],
  ['Nest in a projection', PACKAGES, 'services/orders/src/item/planted.projection.ts', `import { Injectable } from '@nestjs/common';`],
  ['a decider imports TypeORM', ROLES, 'services/orders/src/item/planted.decider.ts', `import { DataSource } from 'typeorm';`],
  ['a decider imports the platform', ROLES, 'services/orders/src/item/planted.decider.ts', `import { Command } from '@millwright/platform';`],
  ['a controller imports events', ROLES, 'services/orders/src/item/planted.controller.ts', `import { Planted } from './planted.events.js';`],
  ['events import commands', ROLES, 'services/orders/src/item/planted.events.ts', `import { Plant } from './planted.commands.js';`],
  ['a projection decides', ROLES, 'services/orders/src/item/planted.projection.ts', `import { plant } from './planted.decider.js';`],
  ['a file without a role', ROLES, 'services/orders/src/item/planted.helper.ts', `export const planted = 1;`],
  ['a decider reads the clock', SYNTAX, 'services/orders/src/item/planted.decider.ts', `export const now = () => Date.now();`],
  ['a rule waits', SYNTAX, 'services/orders/src/item/planted.rules.ts', `export const later = async () => 1;`],
  ['a service writes SQL on the log', SYNTAX, 'services/orders/src/item/planted.projection.ts', 'export const sql = `select data from orders.events`;'],
];

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../../..', import.meta.url)) });
let caught = 0;
for (const [what, rule, filePath, code] of violations) {
  const [result] = await eslint.lintText(`${code}\n`, { filePath, warnIgnored: true });
  const isCaught = result.messages.some(({ ruleId }) => ruleId === rule);
  if (isCaught) caught += 1;
  else console.error(`MISSED: ${what}: ${rule} says nothing about ${filePath}: ${code}`);
}
console.log(`import rules: ${caught} of ${violations.length} planted violations were caught`);
if (caught < violations.length) process.exitCode = 1;
