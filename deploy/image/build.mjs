// Builds the image so that somebody else can tell what it was made from: base by digest, version, commit and its date in the
// labels, and a provenance statement to sign. Usage, what follows -- goes to docker build:
//   node deploy/image/build.mjs [--tag millwright:local] [--base node:24-bookworm-slim] [--release [--push]] [-- --network host]
// --release refuses changes that are not committed and a base without a digest; --push also attaches the provenance and SBOM
// of BuildKit, which takes a builder that can (docker buildx create --driver docker-container).
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { docker, missingDocker, NOT_RUN, watchDocker } from './docker.mjs';
import { provenance } from './provenance.mjs';
import { root, sourceOf } from './source.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tag: { type: 'string', default: 'millwright:local' },
    base: { type: 'string', default: 'node:24-bookworm-slim' },
    release: { type: 'boolean', default: false },
    push: { type: 'boolean', default: false },
  },
});

/** The base by the digest that its registry gave it; one that was made here has none. */
function baseOf(name) {
  const known = (() => {
    try {
      return docker('image', 'inspect', '--format', '{{json .RepoDigests}}', name);
    } catch {
      docker('pull', '--quiet', name);
      return docker('image', 'inspect', '--format', '{{json .RepoDigests}}', name);
    }
  })();
  const [digest] = (JSON.parse(known) ?? []).map((one) => one.split('@')[1]);
  return { name, digest, reference: digest ? `${name.split('@')[0]}@${digest}` : name };
}

function refuse(why) {
  console.error(why);
  process.exit(1);
}

/** The digest of what was pushed, or the id of what was built. */
function build(tag, buildArguments) {
  const given = Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const common = ['--file', join(root, 'deploy/Dockerfile'), '--tag', tag, ...given, ...positionals, root];
  if (!values.push) {
    watchDocker('build', ...common);
    return docker('image', 'inspect', '--format', '{{.Id}}', tag);
  }
  const directory = mkdtempSync(join(tmpdir(), 'millwright-image-'));
  const metadata = join(directory, 'metadata.json');
  try {
    const attestations = ['--provenance=mode=max', '--sbom=true', '--output=type=registry,rewrite-timestamp=true'];
    watchDocker('buildx', 'build', ...attestations, '--metadata-file', metadata, ...common);
    return JSON.parse(readFileSync(metadata, 'utf8'))['containerimage.digest'];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const missing = missingDocker(...(values.push ? [['buildx', 'version']] : []));
if (missing) {
  console.error(missing);
  process.exit(NOT_RUN);
}
const startedOn = new Date().toISOString();
const source = sourceOf();
const base = baseOf(values.base);
if (values.release && !source.isClean)
  refuse('A release is made of a commit, and there are changes that are not committed.');
if (values.release && !base.digest) refuse(`A release needs the digest of its base, and ${base.name} was made here.`);
const buildArguments = {
  BASE: base.reference,
  VERSION: source.version,
  REVISION: source.revision,
  CREATED: source.created,
  SOURCE: source.source,
  SOURCE_DATE_EPOCH: source.seconds,
};
const digest = build(values.tag, buildArguments);
const statement = provenance({ tag: values.tag, digest, source, base, buildArguments, startedOn });
const file = join(root, '.cache/image/provenance.json');
mkdirSync(join(root, '.cache/image'), { recursive: true });
writeFileSync(file, `${JSON.stringify(statement, undefined, 2)}\n`);
console.log(`${values.tag} is ${digest}, from ${base.reference} and ${source.revision}; provenance in ${file}`);
