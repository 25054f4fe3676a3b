import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from './docker.mjs';

const PATIENCE_MS = 60_000;
const GRACE_SECONDS = 10;

/** One container of an image, looked at from inside, so that it needs no network. */
export class Container {
  constructor(id) {
    this.id = id;
  }

  static start(image, options, environment, command) {
    const settings = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    return new Container(docker('run', '--detach', ...options, ...settings, image, ...command));
  }

  /** What a program in it prints, and how it ends. */
  exec(...command) {
    return spawnSync('docker', ['exec', this.id, ...command], { encoding: 'utf8' });
  }

  /** The answer to a GET, as soon as there is one that suits. */
  async untilAnswers(path, suits = () => true) {
    const program = `fetch('http://127.0.0.1:3000${path}').then(async (answer) =>
      console.log(JSON.stringify({ status: answer.status, body: await answer.json() })))`;
    for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await sleep(500)) {
      const { status, stdout } = this.exec('node', '-e', program);
      const answer = status === 0 ? JSON.parse(stdout) : undefined;
      if (answer && suits(answer)) return answer;
    }
    return undefined;
  }

  /** The command line of its process 1. */
  processOne() {
    const read = `process.stdout.write(require('node:fs').readFileSync('/proc/1/cmdline', 'utf8'))`;
    return this.exec('node', '-e', read).stdout.split('\0').filter(Boolean).join(' ');
  }

  /** The exit code, after it was told to stop and given time. */
  stop() {
    docker('stop', '--time', String(GRACE_SECONDS), this.id);
    return this.untilEnded();
  }

  untilEnded() {
    return Number(docker('wait', this.id));
  }

  log() {
    const { stdout, stderr } = spawnSync('docker', ['logs', this.id], { encoding: 'utf8' });
    return (stdout + stderr).trim();
  }

  remove() {
    docker('rm', '--force', '--volumes', this.id);
  }
}
