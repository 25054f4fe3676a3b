import { Client } from 'pg';

export const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;
type Service = (typeof services)[number];

/** What the logs of a plant hold: figures are shown for work that can be found there. */
export class PlantLog {
  private constructor(private readonly client: Client) {}

  static async of(databaseUrl: string): Promise<PlantLog> {
    const client = new Client({ connectionString: databaseUrl });
    // The server may be stopped first.
    client.on('error', () => undefined);
    await client.connect();
    return new PlantLog(client);
  }

  /** How many events of a type a service has recorded. */
  count(service: Service, type: string): Promise<number> {
    return this.number(`select count(*) as n from ${service}_log.events where type = '${type}'`);
  }

  /** How many events each log holds. */
  async heads(): Promise<Record<Service, number>> {
    const found = {} as Record<Service, number>;
    for (const service of services)
      found[service] = await this.number(`select position as n from ${service}_log.log_head`);
    return found;
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async number(sql: string): Promise<number> {
    const { rows } = await this.client.query<{ n: string }>(sql);
    return Number(rows[0].n);
  }
}
