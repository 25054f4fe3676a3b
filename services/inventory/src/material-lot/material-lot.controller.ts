import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  asPlace,
  Command,
  Commands,
  computedPage,
  FromField,
  History,
  IdField,
  notFound,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
  ToField,
} from '@millwright/platform';
import { adjustLot, reverseMovement } from './correct-lot.decider.js';
import { changeLotStatus } from './lot-status.decider.js';
import { lotRow, movementsOf, pastLot, presentLot } from './lot-view.rules.js';
import {
  AdjustLotBody,
  LotReasonBody,
  MoveLotBody,
  ReverseMovementBody,
  type LotStatusCommand,
} from './material-lot.commands.js';
import { materialLot } from './material-lot.decider.js';
import { lyingAt, MaterialLotEntity, surroundingsOf } from './material-lot.entity.js';
import { moveLot } from './move-lot.decider.js';

class LotQuery extends PageQuery {
  @SortField(['lot', 'item', 'receivedAt', 'expiresAt']) sort?: string;
  @IdField('Only lots of this item', { optional: true }) item?: string;
  @IdField('Only lots made by this order', { optional: true }) order?: string;
  @OneOfField(['available', 'quarantine', 'blocked', 'scrapped'], 'Only those', { optional: true }) status?: string;
  @IdField('Only what lies at this location', { optional: true, example: 'FINISHED' }) location?: string;
  @IdField('Only lots of this supplier', { optional: true }) supplier?: string;
  @IdField('Only what the supplier calls so', { optional: true }) supplierLot?: string;
  @IdField('Only what came with this purchase order', { optional: true }) purchaseOrder?: string;
  @FromField('received') from?: string;
  @ToField('received') to?: string;
}

class MovementQuery extends PageQuery {
  @SortField(['version']) sort?: string;
}

const statusRefusals = ['unknown-lot', 'illegal-transition'];

@Resource('inventory', 'lots')
export class MaterialLotController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post(':lot/move')
  @Command({
    needs: 'inventory.move',
    summary: 'Move some of a lot',
    refuses: ['unknown-lot', 'lot-on-hold', 'not-enough-there', 'unknown-location', 'location-closed'],
  })
  move(@Param('lot') lot: string, @Body() body: MoveLotBody, @Sent() sender: Sender) {
    return this.commands.execute(moveLot, { ...body, lot }, sender);
  }

  @Post(':lot/adjust')
  @Command({
    needs: 'inventory.adjust',
    summary: 'Record what was really counted',
    description: 'Reservations that the stock no longer covers are taken back by themselves.',
    refuses: ['unknown-lot', 'issued-to-order', 'unknown-location'],
  })
  adjust(@Param('lot') lot: string, @Body() body: AdjustLotBody, @Sent() sender: Sender) {
    return this.commands.execute(adjustLot, { ...body, lot }, sender);
  }

  @Post(':lot/reverse')
  @Command({
    needs: 'inventory.adjust',
    summary: 'Take back a receipt, move or adjustment that was recorded by mistake',
    refuses: ['unknown-lot', 'unknown-movement', 'already-reversed', 'not-enough-there'],
  })
  reverse(@Param('lot') lot: string, @Body() body: ReverseMovementBody, @Sent() sender: Sender) {
    return this.commands.execute(reverseMovement, { ...body, lot }, sender);
  }

  @Post(':lot/block')
  @Command({ needs: 'inventory.block', summary: 'Block a lot', refuses: statusRefusals })
  block(@Param('lot') lot: string, @Body() body: LotReasonBody, @Sent() sender: Sender) {
    return this.change(lot, 'block', body, sender);
  }

  @Post(':lot/unblock')
  @Command({ needs: 'inventory.block', summary: 'Unblock a lot', refuses: statusRefusals })
  unblock(@Param('lot') lot: string, @Body() body: LotReasonBody, @Sent() sender: Sender) {
    return this.change(lot, 'unblock', body, sender);
  }

  @Post(':lot/quarantine')
  @Command({ needs: 'inventory.block', summary: 'Put a lot in quarantine', refuses: statusRefusals })
  quarantine(@Param('lot') lot: string, @Body() body: LotReasonBody, @Sent() sender: Sender) {
    return this.change(lot, 'quarantine', body, sender);
  }

  @Post(':lot/release-from-quarantine')
  @Command({ needs: 'inventory.block', summary: 'Release a lot from quarantine', refuses: statusRefusals })
  releaseFromQuarantine(@Param('lot') lot: string, @Body() body: LotReasonBody, @Sent() sender: Sender) {
    return this.change(lot, 'release-from-quarantine', body, sender);
  }

  @Post(':lot/scrap')
  @Command({
    needs: 'inventory.block',
    summary: 'Scrap what is left of a lot',
    refuses: [...statusRefusals, 'issued-to-order'],
  })
  scrap(@Param('lot') lot: string, @Body() body: LotReasonBody, @Sent() sender: Sender) {
    return this.change(lot, 'scrap', body, sender);
  }

  @Get(':lot')
  @Answers({
    needs: 'inventory.read',
    summary: 'A lot, or a piece with a serial number: where it is, what is free of it, who holds it',
    description: 'Also as of a time in the past.',
  })
  one(@Param('lot') lot: string, @Query() query: AsOfQuery) {
    return query.asOf === undefined && query.knownAt === undefined ? this.present(lot) : this.past(lot, query);
  }

  @Get(':lot/movements')
  @Answers({
    needs: 'inventory.read',
    summary: 'All that happened to a lot, in the order in which it was recorded',
    list: true,
  })
  async movements(@Param('lot') lot: string, @Query() query: MovementQuery) {
    await this.read.one(MaterialLotEntity, { lot }, 'lot');
    const items = movementsOf(await this.history.eventsOf(materialLot(lot)));
    return computedPage({ name: `movements of ${lot}`, items, place: ({ version }) => asPlace(version) }, query);
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Lots', list: true })
  async list(@Query() query: LotQuery) {
    const { item, order, status, location, supplier, supplierLot, purchaseOrder } = query;
    const { items, next } = await this.read.page(MaterialLotEntity, query, {
      key: 'lot',
      where: { item, order, status, supplier, supplierLot, purchaseOrder, ...lyingAt(location) },
      dates: 'receivedAt',
    });
    return { items: items.map((row) => lotRow(row, new Date().toISOString())), next };
  }

  private async present(lot: string) {
    const row = await this.read.one(MaterialLotEntity, { lot }, 'lot');
    return presentLot(row, await surroundingsOf(this.read.manager, lot), new Date().toISOString());
  }

  private async past(lot: string, query: AsOfQuery) {
    return (
      pastLot(lot, await this.history.stateOf(materialLot(lot), query), query.asOf ?? new Date().toISOString()) ??
      notFound('lot', lot)
    );
  }

  private change(lot: string, to: LotStatusCommand, body: LotReasonBody, sender: Sender) {
    return this.commands.execute(changeLotStatus, { ...body, lot, to }, sender);
  }
}
