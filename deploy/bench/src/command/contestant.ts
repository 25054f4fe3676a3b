import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, freePort, GuardedProcess, testAccessEnvironment, testBearer } from '@millwright/testing';
import type { Surroundings } from '../benchmark.js';
import { load } from '../callers.js';
import { numberFrom } from '../counted.js';
import { Connection } from '../plant/connection.js';
import type { Run } from '../rounds.js';
import type { Variant } from './app.js';
import { numberOfJobs, operation, orderOf } from './jobs.js';

const program = resolve(__dirname, 'app.js');
const seconds = 4;
const readyWithin = 120_000;
const signedIn = `authorization: ${testBearer('system:bench').authorization}\r\n`;
const reported = `select count(*) from tracking_log.events where type = 'PiecesReported'`;

/** One variant of the application, and 64 connections that report to it. */
export class Contestant {
  private constructor(
    private readonly variant: Variant,
    private readonly databaseUrl: string,
    private readonly app: GuardedProcess,
    private readonly connections: readonly Connection[],
  ) {}

  static async start(surroundings: Surroundings, variant: Variant): Promise<Contestant> {
    const { url } = await surroundings.freshDatabase(`command_${variant}`);
    const port = await freePort();
    const logFile = join(await surroundings.freshFolder(`command-${variant}`), 'app.log');
    const output = openSync(logFile, 'a');
    const app = await GuardedProcess.start([process.execPath, program, variant, url, String(port)], {
      output,
      environment: testAccessEnvironment(),
    });
    closeSync(output);
    const address = `http://127.0.0.1:${port}`;
    await untilListening(address, app, logFile);
    const connections = await Promise.all(Array.from({ length: numberOfJobs }, () => Connection.open(address)));
    return new Contestant(variant, url, app, connections);
  }

  /** Reports one piece after the other on every connection; the answers a second. */
  readonly run: Run<number> = async () => {
    const before = await numberFrom(this.databaseUrl, reported);
    const { rate, calls } = await load(numberOfJobs, seconds, (caller) => this.report(caller));
    const recorded = (await numberFrom(this.databaseUrl, reported)) - before;
    const expected = this.variant === 'stub' ? 0 : calls;
    if (recorded !== expected) throw new Error(`${this.variant}: ${recorded} reports were recorded, not ${expected}`);
    // What the read models still have to do must not slow down whoever is next.
    const counted = () => numberFrom(this.databaseUrl, 'select sum(good) from tracking.job');
    await eventually(counted, {
      until: (good) => good === before + recorded,
      what: 'the read models to count every report',
      withinMs: 300_000,
      everyMs: 100,
    });
    return rate;
  };

  async close(): Promise<void> {
    for (const connection of this.connections) connection.close();
    await this.app.end('SIGTERM');
  }

  private async report(caller: number): Promise<void> {
    const { status, body } = await this.connections[caller].request(
      'POST',
      `/api/tracking/v1/jobs/${orderOf(caller)}/${operation}/report`,
      signedIn,
      { good: { value: '1', unit: 'C62' } },
    );
    if (status !== 200) throw new Error(`${this.variant}: a report was answered with ${status}: ${body}`);
  }
}

async function untilListening(url: string, app: GuardedProcess, logFile: string): Promise<void> {
  for (const giveUpAt = Date.now() + readyWithin; Date.now() < giveUpAt; await sleep(50)) {
    if (app.hasEnded) break;
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`The application did not become ready:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
}
