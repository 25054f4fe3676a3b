import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  type ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { DraftBillOfMaterial } from './bill-of-material.commands.js';
import { draftBillOfMaterial, releaseBillOfMaterial, billOfMaterial } from './bill-of-material.decider.js';
import { BillOfMaterialEntity } from './bill-of-material.entity.js';

@Resource('orders', 'bills-of-material')
export class BillOfMaterialController {
  constructor(
    private readonly commands: Commands,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'master-data.maintain',
    summary: 'Draft a bill of material',
    creates: true,
    refuses: [
      'bill-of-material-exists',
      'unknown-item',
      'unit-mismatch',
      'duplicate-line',
      'bill-of-material-contains-itself',
    ],
  })
  draft(@Body() command: DraftBillOfMaterial, @Sent() sender: Sender) {
    return this.commands.execute(draftBillOfMaterial, command, sender);
  }

  @Post(':item/:revision/release')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Release a bill of material: it is the current one from now on',
    refuses: ['unknown-bill-of-material', 'illegal-transition', 'bill-of-material-contains-itself'],
  })
  release(@Param('item') item: string, @Param('revision') revision: string, @Sent() sender: Sender) {
    return this.commands.execute(releaseBillOfMaterial, { item, revision }, sender);
  }

  @Get(':item/:revision')
  @Answers({ needs: 'master-data.read', summary: 'A bill of material', returns: BillOfMaterialEntity })
  one(@Param('item') item: string, @Param('revision') revision: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(BillOfMaterialEntity, { item, revision }, 'bill-of-material');
    return this.history.versioned(time, [billOfMaterial(item, revision)], read);
  }
}
