// The chart in the cluster, as an operator handles it.
import { join } from 'node:path';
import { services } from './plant-needs.mjs';
import { run, runBeside } from './processes.mjs';

const chart = join(import.meta.dirname, '../millwright');
export const namespace = 'plant';
export const release = 'plant';

export class Release {
  constructor({ cluster, tool }) {
    this.kubectlProgram = tool('kubectl');
    this.helmProgram = tool('helm');
    this.env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
  }

  kubectl(...args) {
    return run(this.kubectlProgram, ['--namespace', namespace, ...args], { env: this.env });
  }

  kubectlBeside(...args) {
    return runBeside(this.kubectlProgram, ['--namespace', namespace, ...args], { env: this.env });
  }

  helm(...args) {
    return runBeside(this.helmProgram, ['--namespace', namespace, ...args], { env: this.env });
  }

  /** `install` and `upgrade` take the same values. */
  apply(command, ...values) {
    return this.helm(command, release, chart, '--wait', '--timeout', '8m', ...values);
  }

  json(...args) {
    return JSON.parse(this.kubectl('get', ...args, '--output', 'json'));
  }

  pods(service) {
    return this.json('pods', '--selector', `app.kubernetes.io/component=${service}`).items;
  }

  /** The address of each service, as kube-proxy serves it. */
  addresses() {
    return Object.fromEntries(
      services.map((name) => [name, `http://${this.json('service', `${release}-millwright-${name}`).spec.clusterIP}`]),
    );
  }

  /** Any resource that does not come with the chart. */
  create(resource) {
    const options = { env: this.env, input: JSON.stringify(resource) };
    run(this.kubectlProgram, ['apply', '--filename', '-'], options);
  }

  makeNamespace() {
    const restricted = ['enforce', 'warn'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);
    this.kubectl('create', 'namespace', namespace);
    this.kubectl('label', 'namespace', namespace, ...restricted);
  }

  makeSecret(name, values) {
    const literals = Object.entries(values).map(([key, value]) => `--from-literal=${key}=${value}`);
    this.kubectl('create', 'secret', 'generic', name, ...literals);
  }

  /** Which pods were asked whether they are ready, and were not. */
  unready() {
    const { items } = this.json('events', '--field-selector', 'reason=Unhealthy');
    const lines = items
      .filter(({ message }) => message.startsWith('Readiness'))
      .map(
        ({ involvedObject, lastTimestamp, count, message }) =>
          `  ${lastTimestamp} ${involvedObject.name} ${count}x ${message}`,
      );
    return lines.slice(-20).join('\n');
  }

  /** What an operator looks at when something does not come up. */
  describe() {
    const ask = (...args) => {
      try {
        return this.kubectl(...args);
      } catch (error) {
        return String(error);
      }
    };
    const logs = services.map((name) =>
      ask('logs', '--prefix', '--tail=15', '--all-containers', '--selector', `app.kubernetes.io/component=${name}`),
    );
    const migration = ask(
      'logs',
      '--prefix',
      '--tail=15',
      '--all-containers',
      '--selector',
      'app.kubernetes.io/component=migrate',
    );
    const events = ask('get', 'events', '--sort-by=.lastTimestamp').split('\n').slice(-30).join('\n');
    return [ask('get', 'pods', '--output', 'wide'), events, migration, ...logs].join('\n');
  }
}
