import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import rule from './imports-by-role.js';

function complaints(filename: string, code: string): string[] {
  const config = [
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      plugins: { millwright: { rules: { roles: rule } } },
      rules: { 'millwright/roles': 'error' },
    },
  ];
  return new Linter().verify(code, config as never, { filename }).map(({ message }) => message);
}

const inOrders = (file: string, code: string): string[] =>
  complaints(`services/orders/src/production-order/${file}`, code);

describe('imports by role', () => {
  it.each([
    [
      'production-order.decider.ts',
      `import { orders } from '@millwright/contracts'; import { isLate } from './due-date.rules.js';`,
    ],
    [
      'production-order.controller.ts',
      `import { Controller } from '@nestjs/common'; import { release } from './production-order.decider.js';`,
    ],
    [
      'production-order.projection.ts',
      `import { EntityManager } from 'typeorm'; import { ProductionOrder } from './production-order.entity.js';`,
    ],
    ['production-order.reaction.ts', `import type { EntityManager } from 'typeorm';`],
    ['production-order.decider.spec.ts', `import { DataSource } from 'typeorm';`],
  ])('lets %s have what its role needs', (file, code) => {
    expect(inOrders(file, code)).toEqual([]);
  });

  it.each([
    ['production-order.decider.ts', `import { DataSource } from 'typeorm';`, 'A .decider file may not import typeorm.'],
    ['production-order.decider.ts', `export { DataSource } from 'typeorm';`, 'A .decider file may not import typeorm.'],
    ['production-order.decider.ts', `const late = import('node:fs');`, 'A .decider file may not import node:fs.'],
    [
      'production-order.controller.ts',
      `import { Released } from './production-order.events.js';`,
      'A .controller file may not import .events.',
    ],
    [
      'production-order.events.ts',
      `import { Module } from '@nestjs/common';`,
      'A .events file may not import @nestjs/common.',
    ],
    [
      'published-events.ts',
      `import { release } from './production-order/production-order.decider.js';`,
      'may not import .decider.',
    ],
    ['production-order.rules.ts', `import { helper } from './helper.js';`, 'A .rules file may not import .helper.js.'],
    [
      'production-order.reaction.ts',
      `import { EntityManager } from 'typeorm';`,
      'may import typeorm for its types alone',
    ],
  ])('stops %s at %s', (file, code, complaint) => {
    expect(inOrders(file, code)).toEqual([expect.stringContaining(complaint)]);
  });

  it('asks for a role in the name of a file', () => {
    expect(inOrders('production-order.helper.ts', '')).toEqual([expect.stringContaining('(a closed list)')]);
  });

  it('leaves alone what lists or starts things, and what is no service', () => {
    expect(complaints('services/orders/src/orders.module.ts', `import { Module } from '@nestjs/common';`)).toEqual([]);
    expect(complaints('services/orders/src/main.ts', `import { runService } from '@millwright/platform';`)).toEqual([]);
    expect(
      complaints('services/orders/src/migrations/0001-orders.ts', `import { QueryRunner } from 'typeorm';`),
    ).toEqual([]);
    expect(complaints('libs/platform/src/application.ts', `import { Module } from '@nestjs/common';`)).toEqual([]);
  });
});
