import { Client } from 'pg';
import { logSchema, type LogConnection } from '../connection.js';

interface Listener {
  appended(position: number): void;
  projected(position: number): void;
}

/** Hears from the other processes of the service that the log or the read models moved. Reconnects for ever. */
export class Notifications {
  private client: Client | undefined;
  private stopping = false;

  constructor(
    private readonly connection: LogConnection,
    private readonly listener: Listener,
  ) {}

  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.connection.url,
      application_name: `${this.connection.service} notifications`,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    client.on('notification', ({ channel, payload }) => {
      this.listener[channel.startsWith('appended') ? 'appended' : 'projected'](Number(payload));
    });
    try {
      await client.connect();
      await client.query(
        `listen "appended_${logSchema(this.connection.service)}"; listen "projected_${this.connection.service}"`,
      );
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.client?.end().catch(() => undefined);
  }

  private again(): void {
    if (!this.stopping) setTimeout(() => void this.start(), 500).unref();
  }
}
