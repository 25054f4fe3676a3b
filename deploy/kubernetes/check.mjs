// Checks the chart with the tools that its users have: helm lint and template for every example, strict schemas of every
// Kubernetes version that it is for, the real definitions of operators' resources, the suites of helm-unittest in the chart's
// folder tests, and the policies below. With --install what is missing is fetched into .cache/tools (needs Go, Maven, and
// Python with venv); without it, what is missing is named and the check fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { everySettingArrives } from './every-setting-arrives.mjs';
import { customResources } from './crds/crds.mjs';
import { customResourceProblems } from './crds/validate.mjs';
import { checking, tool } from './tools.mjs';

const here = import.meta.dirname;
const chart = join(here, 'millwright');
const versions = Array.from({ length: 9 }, (_, n) => `1.${29 + n}`);
const install = process.argv.includes('--install');

/** What must hold for every pod that the chart makes, beyond what a schema can say. */
const policies = {
  'names no image by latest': ({ containers }) =>
    containers.every(({ image }) => /@sha256:|:(?!latest$)[^:/]+$/.test(image)),
  'requests CPU and memory, and limits memory': ({ containers }) =>
    containers.every(({ resources: { requests, limits } = {} }) => requests?.cpu && requests?.memory && limits?.memory),
  'runs as somebody who is not root, under the default seccomp profile': ({ spec: { securityContext: of } }) =>
    of?.runAsNonRoot === true && of.runAsUser > 0 && of.seccompProfile?.type === 'RuntimeDefault',
  'writes nowhere but where it says, gains no privilege and has no capability': ({ containers }) =>
    containers.every(
      ({ securityContext: of }) =>
        of?.readOnlyRootFilesystem === true &&
        of.allowPrivilegeEscalation === false &&
        of.privileged !== true &&
        of.capabilities?.drop?.includes('ALL') &&
        !of.capabilities.add,
    ),
  'has no token of the API server and shares nothing with its node': ({ spec }) =>
    spec.automountServiceAccountToken === false &&
    !spec.hostNetwork &&
    !spec.hostPID &&
    !spec.hostIPC &&
    !(spec.volumes ?? []).some(({ hostPath }) => hostPath),
  'has no secret in its environment but by reference': ({ containers }) =>
    containers.every(({ env = [] }) =>
      env.every(({ name, value }) => !/PASSWORD|SECRET|DATABASE.*URL/.test(name) || !value),
    ),
};

const kindsOfPods = new Set(['Deployment', 'Job', 'StatefulSet', 'DaemonSet']);

function brokenPolicies(documents) {
  const broken = [];
  for (const { kind, metadata, spec } of documents.filter(({ kind }) => kindsOfPods.has(kind))) {
    const pod = spec.template.spec;
    const containers = [...(pod.initContainers ?? []), ...pod.containers];
    for (const [policy, holds] of Object.entries(policies))
      if (!holds({ spec: pod, containers })) broken.push(`${kind} ${metadata.name}: it is not so that it ${policy}`);
  }
  return broken;
}

/** What a chart that is right says of itself, in each case. */
function expectations(name, documents) {
  const of = (kind) => documents.filter((one) => one.kind === kind);
  const problems = [];
  const must = (holds, what) => holds || problems.push(`${name}: ${what}`);
  must(of('Deployment').length === 5, 'there are not five deployments');
  must(of('Service').length === 5, 'there are not five services');
  must(
    of('NetworkPolicy').some(({ metadata }) => metadata.name.endsWith('default-deny')),
    'not everything is denied by default',
  );
  must(
    of('Deployment').every(({ spec }) => {
      const grace = spec.template.spec.terminationGracePeriodSeconds;
      const [{ env }] = spec.template.spec.containers;
      return grace >= Number(env.find((one) => one.name === 'MILLWRIGHT_DRAIN_SECONDS').value) + 25;
    }),
    'a pod may be killed before it has drained',
  );
  must(
    of('Deployment').every(({ spec }) =>
      spec.template.spec.containers.every(({ env }) =>
        env.every((one) => one.name !== 'MILLWRIGHT_DATABASE_OWNER_URL'),
      ),
    ),
    "a service sees the password of its database's owner",
  );
  return problems;
}

/** Values that must be refused before anything is installed, and what the refusal must name. */
const refused = [
  [['--set', 'kafka.brokers='], 'kafka.brokers'],
  [['--set', 'site=NOT A SITE'], 'site'],
  [['--set', 'image.tag=latest'], 'tag'],
  [['--set', 'servce.replicas=3'], 'servce'],
  [['--set', 'terminationGracePeriodSeconds=10'], 'terminationGracePeriodSeconds'],
  [['--set', 'kafka.sasl.mechanism=plain'], 'kafka.sasl.secretName'],
  [['--set', 'ingress.enabled=true'], 'ingress.host'],
  [['--set', 'cloudNativePg.enabled=true'], 'migrations.by'],
  [['--set', 'oidc.jwksUrl=http://keys.example.com'], 'jwksUrl'],
];

/** Resources of operators have schemas of their own. */
const isCustom = ({ apiVersion }) =>
  apiVersion.includes('.') && (!apiVersion.includes('k8s.io') || apiVersion.startsWith('gateway'));

/** A check that takes whatever it is given would be none: a field that nobody defines must be noticed in each. */
const unnoticed = (documents, definitions) =>
  documents
    .map((one) => ({ ...one, spec: { ...one.spec, nobodyKnowsThis: true } }))
    .filter((spoilt) => !customResourceProblems([spoilt], definitions).some((one) => one.includes('nobodyKnowsThis')))
    .map(({ kind, metadata }) => `a field that nobody knows is not noticed in ${kind} ${metadata.name}`);

function main() {
  const [helmProgram, validatorProgram, unittest] = ['helm', 'kubernetes-validate', 'helm-unittest'].map((name) =>
    tool(name, { install }),
  );
  const definitions = customResources({ install });
  const run = (...args) => spawnSync(helmProgram, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const problems = [];
  const folder = mkdtempSync(join(tmpdir(), 'millwright-chart-'));
  const examples = readdirSync(join(chart, 'examples')).map((file) => [
    file,
    ['--values', join(chart, 'examples', file)],
  ]);
  const cases = [['default values', ['--set', 'kafka.brokers=kafka:9092']], ...examples];
  for (const [name, values] of cases) {
    const lint = run('lint', '--strict', chart, ...values);
    if (lint.status !== 0) problems.push(`${name}: helm lint\n${lint.stdout}${lint.stderr}`);
    const rendered = run('template', 'plant', chart, '--namespace', 'plant', ...values);
    if (rendered.status !== 0) {
      problems.push(`${name}: helm template\n${rendered.stderr}`);
      continue;
    }
    const documents = parseAllDocuments(rendered.stdout)
      .map((one) => one.toJS())
      .filter(Boolean);
    problems.push(...brokenPolicies(documents).map((one) => `${name}: ${one}`), ...expectations(name, documents));
    const plain = documents.filter((one) => !isCustom(one));
    const custom = documents.filter(isCustom);
    problems.push(...customResourceProblems(custom, definitions).map((one) => `${name}: ${one}`));
    problems.push(...unnoticed(custom, definitions).map((one) => `${name}: ${one}`));
    const file = join(folder, 'rendered.yaml');
    writeFileSync(file, plain.map((one) => JSON.stringify(one)).join('\n---\n'));
    for (const version of versions) {
      const valid = spawnSync(validatorProgram, ['--strict', '-k', version, file], { encoding: 'utf8' });
      if (valid.status !== 0)
        problems.push(`${name}: not valid for Kubernetes ${version}\n${valid.stdout}${valid.stderr}`);
    }
    console.log(`${name}: ${documents.length} resources, ${custom.length} of them of operators`);
  }
  const render = (...values) => {
    const { stdout } = run('template', 'plant', chart, ...cases[0][1], ...values);
    return parseAllDocuments(stdout)
      .map((one) => one.toJS())
      .filter(Boolean);
  };
  problems.push(...everySettingArrives(render));
  for (const [values, named] of refused) {
    const answer = run('template', 'plant', chart, '--set', 'kafka.brokers=kafka:9092', ...values);
    if (answer.status === 0 || !answer.stderr.includes(named))
      problems.push(`${values.join(' ')} is not refused with a sentence that names ${named}\n${answer.stderr}`);
  }
  rmSync(folder, { recursive: true });
  const suites = spawnSync(unittest, [chart], { encoding: 'utf8' });
  if (suites.status !== 0) problems.push(`helm-unittest\n${suites.stdout}${suites.stderr}`);
  else console.log(/^Tests:.*$/m.exec(suites.stdout)[0]);
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exit(1);
  }
  console.log(
    `The chart holds: ${cases.length} cases, Kubernetes ${versions[0]} to ${versions.at(-1)}, ${Object.keys(policies).length} policies, ${refused.length} refusals.`,
  );
}

await checking(main);
