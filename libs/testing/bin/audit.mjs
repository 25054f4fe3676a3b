// Asks the registry for known vulnerabilities of what runs in production. Usage: npm run audit [-- options of npm audit]
// 0: none that is high or critical and has no reason in accepted-findings.json; 1: some; 2: the registry did not say.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const accepted = JSON.parse(readFileSync(new URL('accepted-findings.json', import.meta.url), 'utf8'));

function audit() {
  const args = ['audit', '--omit', 'dev', '--json', '--fetch-retries', '1', ...process.argv.slice(2)];
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const shell = process.platform === 'win32';
  const { stdout, stderr } = spawnSync('npm', args, { cwd, shell, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  try {
    const report = JSON.parse(stdout);
    // Where the registry refuses, npm prints an object too, of another kind.
    return report.vulnerabilities ? report : { refused: report.message ?? report.error?.summary };
  } catch {
    return { refused: stderr.trim().split('\n').at(-1) };
  }
}

/** Each advisory once: what depends on what it is about is listed by npm as vulnerable as well. */
function grave({ vulnerabilities }) {
  const advisories = Object.values(vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one === 'object'));
  const found = advisories.filter(({ severity }) => ['high', 'critical'].includes(severity));
  return [...new Map(found.map((one) => [String(one.source), one])).values()];
}

const report = audit();
if (report.refused !== undefined || !report.vulnerabilities) {
  console.error(`The registry does not answer an audit (${report.refused ?? 'it said nothing'}): nothing was checked.`);
  process.exit(2);
}
const found = grave(report);
for (const { source, name, severity, title, url } of found) {
  const reason = accepted[source];
  console.log(`${reason ? 'accepted' : severity}  ${name}: ${title} (${source}, ${url})${reason ? `: ${reason}` : ''}`);
}
const open = found.filter(({ source }) => !accepted[source]);
console.log(`${found.length} high or critical, ${found.length - open.length} of them accepted with a reason`);
process.exit(open.length === 0 ? 0 : 1);
