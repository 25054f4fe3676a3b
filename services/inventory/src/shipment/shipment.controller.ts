import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  FromField,
  History,
  IdField,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
  ToField,
} from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { CancelShipmentBody, CreateShipment, ShipBody } from './shipment.commands.js';
import { cancelShipment, createShipment, shipShipment, shipment as shipmentStream } from './shipment.decider.js';
import { lotsOfShipment, ShipmentEntity, withLot } from './shipment.entity.js';

class ShipmentQuery extends PageQuery {
  @SortField(['shipment', 'shippedAt', 'customer']) sort?: string;
  @OneOfField(['created', 'shipped', 'cancelled'], 'Only those', { optional: true }) status?: string;
  @IdField('Only to this customer', { optional: true, example: 'C-77' }) customer?: string;
  @IdField('Only those with this lot', { optional: true }) lot?: string;
  @FromField('shipped') from?: string;
  @ToField('shipped') to?: string;
}

@Resource('inventory', 'shipments')
export class ShipmentController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'inventory.ship',
    summary: 'Create a shipment to a customer',
    description: 'What would stop it now is told in `warnings`; it is decided when it is shipped.',
    creates: true,
    refuses: ['shipment-exists', 'unknown-lot'],
  })
  create(@Body() command: CreateShipment, @Sent() sender: Sender) {
    return this.commands.execute(createShipment, command, sender);
  }

  @Post(':shipment/ship')
  @Command({
    needs: 'inventory.ship',
    summary: 'Ship all lots of a shipment',
    refuses: [
      'unknown-shipment',
      'shipment-already-shipped',
      'lot-on-hold',
      'lot-not-available',
      'lot-expired',
      'lot-not-in-stock',
      'lot-reserved',
      'illegal-transition',
    ],
  })
  async ship(@Param('shipment') shipment: string, @Body() body: ShipBody, @Sent() sender: Sender) {
    const lots = new LookedUp(await lotsOfShipment(this.read.manager, shipment));
    return this.commands.execute(shipShipment, { ...body, shipment, lots }, sender);
  }

  @Post(':shipment/cancel')
  @Command({
    needs: 'inventory.ship',
    summary: 'Cancel a shipment that has not left',
    refuses: ['unknown-shipment', 'illegal-transition'],
  })
  cancel(@Param('shipment') shipment: string, @Body() body: CancelShipmentBody, @Sent() sender: Sender) {
    return this.commands.execute(cancelShipment, { ...body, shipment }, sender);
  }

  @Get(':shipment')
  @Answers({ needs: 'inventory.read', summary: 'A shipment', returns: ShipmentEntity })
  one(@Param('shipment') shipment: string, @Query() time: AsOfQuery) {
    return this.history.shown(time, [shipmentStream(shipment)], (rows) =>
      rows.one(ShipmentEntity, { shipment }, 'shipment'),
    );
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Shipments', returns: ShipmentEntity, list: true })
  list(@Query() query: ShipmentQuery) {
    const { status, customer, lot } = query;
    return this.read.page(ShipmentEntity, query, {
      key: 'shipment',
      where: { status, customer, ...withLot(lot) },
      dates: 'shippedAt',
    });
  }
}
