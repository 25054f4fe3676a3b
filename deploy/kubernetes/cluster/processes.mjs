import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs a program to its end and answers what it printed; throws what it complained about. */
export function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.slice(0, 8).join(' ')}: ${error ?? ''}${stderr}${stdout}`.slice(0, 4_000));
}

/** As `run`, while everything else here goes on. */
export async function runBeside(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done) => child.once('close', done));
  if (code === 0) return output;
  throw new Error(`${program} ${args.slice(0, 8).join(' ')}: ${output}`.slice(-6_000));
}

/** The programs that stay: each with a log file, ended in the opposite order, by their own ids alone. */
export class Processes {
  #running = [];

  constructor(directory) {
    this.directory = directory;
  }

  start(name, program, args, options = {}) {
    const log = openSync(join(this.directory, `${name}.log`), 'a');
    // Whatever becomes of this process, none of them is left behind.
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
      stdio: ['ignore', log, log],
      detached: true,
      ...options,
    });
    const one = { name, child, ended: new Promise((done) => child.once('exit', done)), hasEnded: false };
    void one.ended.then(() => (one.hasEnded = true));
    this.#running.push(one);
    return one;
  }

  /** Throws with the end of its log when a program has ended that should not. */
  check() {
    const gone = this.#running.find(({ hasEnded }) => hasEnded);
    if (gone) throw new Error(`${gone.name} has ended:\n${this.tail(gone.name)}`);
  }

  tail(name) {
    return readFileSync(join(this.directory, `${name}.log`), 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n');
  }

  /** All of them, or those whose names are meant. */
  async stop(isMeant = () => true) {
    const meant = this.#running.filter(({ name }) => isMeant(name));
    this.#running = this.#running.filter((one) => !meant.includes(one));
    for (const { child, ended } of meant.reverse()) {
      child.kill('SIGTERM');
      const stubborn = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(stubborn);
    }
  }
}

/** Waits until something holds; what it throws meanwhile is told when time is up. */
export async function until(what, holds, { withinMs = 60_000, everyMs = 250, processes } = {}) {
  const giveUpAt = Date.now() + withinMs;
  let last;
  for (;;) {
    processes?.check();
    try {
      const value = await holds();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > giveUpAt) throw new Error(`Waited ${withinMs / 1000} s for ${what}. ${last ?? ''}`);
    await sleep(everyMs);
  }
}
