import { InventoryModule } from '@millwright/inventory';
import { MaintenanceModule } from '@millwright/maintenance';
import { LocalTransport } from '@millwright/messaging';
import { OrdersModule } from '@millwright/orders';
import { createApplication, describeRoutes, Plant, PlantSettings } from '@millwright/platform';
import { QualityModule } from '@millwright/quality';
import { TrackingModule } from '@millwright/tracking';
import { pino } from 'pino';
import type { Document } from './document.js';

const modules = {
  orders: OrdersModule,
  tracking: TrackingModule,
  quality: QualityModule,
  inventory: InventoryModule,
  maintenance: MaintenanceModule,
};

/** Some services put together and never started, so that no database is needed. */
export function assembled(names: readonly (keyof typeof modules)[]): ReturnType<typeof createApplication> {
  const plant = new Plant({
    settings: new PlantSettings('NH', 'UTC'),
    transport: new LocalTransport(),
    databaseOf: () => ({ url: 'postgres://nobody:nothing@127.0.0.1:1/none' }),
    logger: pino({ level: 'silent' }),
  });
  return createApplication(
    names.map((name) => modules[name]),
    plant,
  );
}

/** What the decorators of one service say. */
export async function describedRoutes(service: keyof typeof modules): Promise<Document> {
  return JSON.parse(JSON.stringify(describeRoutes(await assembled([service])))) as Document;
}
