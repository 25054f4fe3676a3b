import { orders } from '@millwright/contracts';
import { LocalTransport, type Listener, type Listening } from '@millwright/messaging';
import { createApplication, MillwrightModule, Plant, PlantSettings } from '@millwright/platform';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const silent = pino({ level: 'silent' });
const settings = new PlantSettings('TEST', 'UTC');

/** A broker that takes its time until it delivers the first record, as a group of consumers does that nobody was in. */
class SlowTransport extends LocalTransport {
  delivers: () => void = () => undefined;
  private readonly begun = new Promise<void>((done) => (this.delivers = done));

  override async listen(listener: Listener): Promise<Listening> {
    await this.begun;
    return super.listen(listener);
  }
}

@Module({
  imports: [
    MillwrightModule.of({
      name: 'listener',
      entities: [],
      migrations: [],
      projections: [],
      publishes: {},
      hears: [orders.ProductionOrderReleased],
    }),
  ],
})
class ListenerModule {}

const stopping: (() => Promise<void>)[] = [];

async function startReplica() {
  const transport = new SlowTransport();
  const url = Object.assign(new URL(database.url), {
    username: `listener_${database.name}`,
    password: 'only-for-tests',
  });
  const databaseOf = () => ({ url: url.href, ownerUrl: database.url });
  const plant = new Plant({ settings, transport, databaseOf, logger: silent });
  const app = await createApplication([ListenerModule], plant);
  await app.init();
  const [service] = plant.services;
  const stop = () => app.close();
  stopping.push(stop);
  return { service, transport, stop };
}

afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

describe('a replica that takes over', () => {
  it('goes on answering while it begins to hear, as one that leads from its start does not', async () => {
    const first = await startReplica();
    const leads = { until: (one: { leader: boolean }) => one.leader };
    const untilHeard = await eventually(() => first.service.readiness, leads);
    expect(untilHeard).toMatchObject({ ready: false, waitingFor: expect.arrayContaining(['the other services']) });
    first.transport.delivers();
    await eventually(() => first.service.readiness, { until: ({ ready }) => ready });

    const second = await startReplica();
    await eventually(() => second.service.readiness, { until: ({ ready }) => ready });
    await first.service.giveUpLead();
    const seen = await eventually(() => second.service.readiness, leads);
    expect(seen).toMatchObject({ leader: true, ready: true, waitingFor: [] });
    second.transport.delivers();
  });
});
