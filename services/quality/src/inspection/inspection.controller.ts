import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { CancelInspectionBody, InspectionQuery, MeasurementsBody, OpenInspection } from './inspection.commands.js';
import { openInspection } from './inspection-opening.decider.js';
import { InspectionEntity } from './inspection.entity.js';
import { inspectionView } from './inspection-view.rules.js';
import { cancelInspection, recordMeasurements } from './measurement.decider.js';
import { inspection as inspectionStream } from './inspection.decider.js';

@Resource('quality', 'inspections')
export class InspectionController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'quality.inspect',
    summary: 'Open an inspection of a unit or of goods of a lot, with or without measured values',
    description:
      'The plan is frozen in the revision that the order was released with, or else in the newest released one.',
    creates: true,
    refuses: [
      'inspection-exists',
      'inspection-plan-not-released',
      'plan-for-other-item',
      'inspection-open',
      'unit-scrapped',
      'unit-of-other-order',
      'more-than-received',
      'nothing-to-repeat',
    ],
  })
  open(@Body() command: OpenInspection, @Sent() sender: Sender) {
    return this.commands.execute(openInspection, command, sender);
  }

  @Post(':inspection/measurements')
  @Command({
    needs: 'quality.inspect',
    summary: 'Record measured values',
    description:
      'The verdict falls with the last characteristic. A failed one opens a nonconformance and places a hold in the same moment.',
    refuses: ['already-measured', 'illegal-transition'],
  })
  measure(@Param('inspection') inspection: string, @Body() body: MeasurementsBody, @Sent() sender: Sender) {
    return this.commands.execute(recordMeasurements, { ...body, inspection }, sender);
  }

  @Post(':inspection/cancel')
  @Command({ needs: 'quality.inspect', summary: 'Cancel an open inspection', refuses: ['illegal-transition'] })
  cancel(@Param('inspection') inspection: string, @Body() body: CancelInspectionBody, @Sent() sender: Sender) {
    return this.commands.execute(cancelInspection, { ...body, inspection }, sender);
  }

  @Get(':inspection')
  @Answers({ needs: 'quality.read', summary: 'One inspection with its measured values' })
  async one(@Param('inspection') inspection: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(InspectionEntity, { inspection }, 'inspection');
    return inspectionView(await this.history.shown(time, () => this.withLater(inspection), read));
  }

  /** A later verdict on the same goods tells whether this one still counts. */
  private async withLater(inspection: string) {
    const later = await this.read.find(InspectionEntity, { where: { repeats: inspection } });
    return [inspection, ...later.map((one) => one.inspection)].map((one) => inspectionStream(one));
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Inspections' })
  async list(@Query() query: InspectionQuery) {
    const { subject, order, plan, status, item, operation } = query;
    const { items, ...rest } = await this.read.page(InspectionEntity, query, {
      key: 'inspection',
      where: { subjectId: subject, order, plan, status, item, operation },
      dates: 'openedAt',
    });
    return { items: items.map(inspectionView), ...rest };
  }
}
