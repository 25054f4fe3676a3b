const fs = require('node:fs');
const path = require('node:path');

const repository = path.resolve(__dirname, '../..');
const level = process.env.MILLWRIGHT_TEST_LEVEL ?? 'unit';

/** Longer than `eventually`, which says what it waited for, and than any spec takes on a busy machine. */
const patience = 600_000;

const LEVELS = {
  unit: { testRegex: '(?<!\\.(int|e2e))\\.spec\\.ts$', testTimeout: 5_000 },
  int: { testRegex: '\\.int\\.spec\\.ts$', testTimeout: patience },
  e2e: { testRegex: '\\.e2e\\.spec\\.ts$', testTimeout: patience },
  'int+e2e': { testRegex: '\\.(int|e2e)\\.spec\\.ts$', testTimeout: patience },
};

function foldersIn(folder) {
  const full = path.join(repository, folder);
  return fs.readdirSync(full).map((name) => path.join(full, name));
}

const projects = ['libs', 'services', 'deploy']
  .flatMap(foldersIn)
  .filter((folder) => fs.existsSync(path.join(folder, 'package.json')));

function sourcesOf(project) {
  return ['src', 'lint'].map((name) => path.join(project, name)).filter((folder) => fs.existsSync(folder));
}

/** jest on Node 20 cannot require() the packages that are ESM only (Nest 12 is): swc compiles them to CommonJS like our own sources. */
function esmPackages() {
  const root = path.join(repository, 'node_modules');
  const names = fs
    .readdirSync(root)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? fs.readdirSync(path.join(root, name)).map((part) => `${name}/${part}`) : [name],
    );
  return names.filter((name) => isEsm(path.join(root, name, 'package.json')));
}

function isEsm(manifest) {
  try {
    return JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
  } catch {
    return false;
  }
}

/** CommonJS, but what it imports when it is needed jest cannot import either. */
const importsLate = ['@opentelemetry/otlp-exporter-base'];

const swc = [
  require.resolve('@swc/jest'),
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  },
];

const here = projects.find((project) => project === process.cwd());
const shared = (file) => path.join(__dirname, 'jest', file);

module.exports = {
  ...LEVELS[level],
  ...(level === 'unit'
    ? {}
    : {
        globalSetup: shared('global-setup.js'),
        globalTeardown: shared('global-teardown.js'),
        setupFilesAfterEnv: [shared('skip-without-kafka.js')],
        maxWorkers: 2,
      }),
  rootDir: repository,
  roots: (here ? [here] : projects).flatMap(sourcesOf),
  testEnvironment: 'node',
  watchman: false,
  cacheDirectory: path.join(repository, '.cache', 'jest'),
  transform: { '^.+\\.(ts|mts|js|mjs)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${[...esmPackages(), ...importsLate].join('|')})/)`],
  moduleNameMapper: {
    ...Object.fromEntries(
      projects.map((project) => [`^@millwright/${path.basename(project)}$`, path.join(project, 'src', 'index.ts')]),
    ),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
