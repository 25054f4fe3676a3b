import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import importsByRole from './libs/testing/lint/imports-by-role.js';

const SPECS = '**/*.spec.ts';

/** Which project may import which, by the tags in the package.json files. */
const LIBRARIES = ['type:kernel', 'type:contracts', 'type:event-log', 'type:messaging', 'type:platform'];
const MAY_IMPORT = {
  'type:kernel': [],
  'type:contracts': ['type:kernel'],
  'type:event-log': ['type:kernel'],
  'type:messaging': ['type:kernel', 'type:event-log', 'type:contracts'],
  'type:platform': ['type:kernel', 'type:event-log', 'type:messaging', 'type:contracts'],
  'type:client': [],
  'type:testing': LIBRARIES,
  'type:service': LIBRARIES,
  'type:site': [...LIBRARIES, 'type:service'],
  'type:tool': ['*'],
};

function betweenProjects(alsoInSpecs) {
  const depConstraints = Object.entries(MAY_IMPORT).map(([sourceTag, tags]) => {
    const isAboveTesting = ['type:service', 'type:site', 'type:tool'].includes(sourceTag);
    return { sourceTag, onlyDependOnLibsWithTags: isAboveTesting ? [...tags, ...alsoInSpecs] : tags };
  });
  return ['error', { depConstraints, allow: [], enforceBuildableLibDependency: false }];
}

const KAFKA = {
  group: ['kafkajs'],
  message: 'kafkajs lives in libs/messaging and nowhere else, so that it can be replaced.',
};
const NEST = {
  group: ['@nestjs/*'],
  message: 'Nest is known to libs/platform, to controllers and modules, to the site and to specs.',
};
const DATABASE = {
  group: ['pg', 'pg-*', 'typeorm', '@nestjs/*', 'kafkajs', 'node:*', '!node:util'],
  message: 'The kernel is arithmetic on facts and imports nothing.',
};
const CHECKED = {
  group: ['@millwright/*', '../*'],
  message: 'A checker shares nothing with what it checks.',
};
const without = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const LOG_SQL = 'SQL on the log is written in libs/event-log and nowhere else.';
const logTables = '\\b(from|into|update|join|truncate|table)\\s+([\\w"]*\\.)?"?(events|heads|log_head|hearing)\\b';
const onlyEventLogWritesSql = [
  { selector: `TemplateElement[value.raw=/${logTables}/]`, message: LOG_SQL },
  { selector: `Literal[value=/${logTables}/]`, message: LOG_SQL },
];

const PURE = 'Rules and deciders take values and return values: the command brings what they need.';
const pure = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: PURE },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: PURE },
  { selector: ':function[async=true]', message: PURE },
  { selector: 'AwaitExpression', message: PURE },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '.cache/',
      '.nx/',
      'coverage/',
      'services/console/',
      'libs/client/src/generated/',
      'millwright-data/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      'no-undef': 'off', // The compiler knows.
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      complexity: ['error', { max: 12, variant: 'modified' }], // A switch over the kinds of event counts once: it has to name them all.
      eqeqeq: 'error',
      'no-control-regex': 'off', // Control characters are what is refused at the edge.
      'max-depth': ['error', 3],
      'max-lines': ['error', 300],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, millwright: { rules: { 'imports-by-role': importsByRole } } },
    rules: {
      '@nx/enforce-module-boundaries': betweenProjects([]),
      'millwright/imports-by-role': 'error',
      'no-restricted-syntax': ['error', ...onlyEventLogWritesSql],
      ...without(KAFKA, NEST),
    },
  },
  { files: ['libs/event-sourcing/**/*.ts'], rules: without(DATABASE) },
  {
    files: ['libs/messaging/**/*.ts', 'deploy/examples/**/*.ts', 'libs/testing/src/kafka-ready.ts'],
    rules: without(NEST),
  },
  {
    // The peers of a benchmark, and a checker that must share nothing with what it checks.
    files: ['deploy/bench/**/*.ts', 'deploy/faults/**/*.ts'],
    rules: { ...without(NEST), 'no-restricted-syntax': 'off' },
  },
  { files: ['deploy/faults/src/checker/**/*.ts'], ignores: [SPECS], rules: without(NEST, CHECKED) },
  {
    files: [
      'libs/platform/**/*.ts',
      'services/**/*.controller.ts',
      'services/**/*.module.ts',
      'services/site/**/*.ts',
      'libs/testing/**/*.module.ts',
    ],
    rules: without(KAFKA),
  },
  { files: ['libs/event-log/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['services/**/*.decider.ts', 'services/**/*.rules.ts', 'services/**/*.events.ts'],
    rules: { 'no-restricted-syntax': ['error', ...onlyEventLogWritesSql, ...pure] },
  },
  {
    files: [SPECS],
    rules: {
      '@nx/enforce-module-boundaries': betweenProjects(['type:testing']),
      'max-lines': ['error', 400],
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
);
