// The real definitions of the resources that the chart makes for operators, each from its operator's own release.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Missing, moduleFolder } from '../tools.mjs';

const here = import.meta.dirname;
const folder = join(here, '../../../.cache/tools/crds');

const modules = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    files: ['servicemonitors', 'prometheusrules'].map(
      (name) => `example/prometheus-operator-crd/monitoring.coreos.com_${name}.yaml`,
    ),
  },
  {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.27.0',
    files: ['clusters', 'databases'].map((name) => `config/crd/bases/postgresql.cnpg.io_${name}.yaml`),
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.4.0',
    files: ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  },
  {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    files: ['config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  },
];

// Strimzi's is made by a program of its own, of which 0.45.0 is the last release that Maven has.
const strimzi = { version: '0.45.0', kinds: ['Kafka', 'KafkaNodePool'] };

const place = join(
  folder,
  [
    ...modules.map(({ module, version }) => `${module.split('/').at(-1)}-${version}`),
    `strimzi-${strimzi.version}`,
  ].join('_'),
);

/** The definitions as they are applied to a cluster; fetched once where that may be. */
export function customResources({ install = false } = {}) {
  if (!existsSync(place)) {
    if (!install)
      throw new Missing(
        'The definitions of custom resources are missing: run this with --install where Go and Maven are.',
      );
    console.log('Fetching the definitions of custom resources, once');
    try {
      fetchInto(`${place}.new`);
    } catch (error) {
      throw new Missing(`the definitions of custom resources cannot be had: ${error.message}`);
    }
    renameSync(`${place}.new`, place);
  }
  return readdirSync(place).map((name) => ({
    file: join(place, name),
    ...parse(readFileSync(join(place, name), 'utf8')),
  }));
}

function fetchInto(target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const { module, version, files } of modules) {
    const source = moduleFolder(module, version);
    for (const file of files) writeFileSync(join(target, file.split('/').at(-1)), readFileSync(join(source, file)));
  }
  const jars = join(target, 'jars');
  execFileSync('mvn', [
    '-q',
    '-B',
    '-f',
    join(here, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${jars}`,
  ]);
  for (const kind of strimzi.kinds) {
    const into = join(target, `kafka.strimzi.io_${kind.toLowerCase()}.yaml`);
    const api =
      kind === 'Kafka' ? 'io.strimzi.api.kafka.model.kafka.Kafka' : 'io.strimzi.api.kafka.model.nodepool.KafkaNodePool';
    const args = [
      '-cp',
      join(jars, '*'),
      'io.strimzi.crdgenerator.CrdGenerator',
      '--yaml',
      '--target-kube',
      '1.25+',
      `${api}=${into}`,
    ];
    execFileSync('java', args);
  }
  rmSync(jars, { recursive: true });
}
