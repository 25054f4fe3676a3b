import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { candidatesFor } from '../material-lot/material-lot.entity.js';
import { endReservation, makeReservation } from './make-reservation.decider.js';
import { EndReservationBody, MakeReservationBody } from './reservation.commands.js';
import { ReservationEntity } from './reservation.entity.js';
import { reservation as reservationStream } from './reservation.decider.js';

class ReservationQuery extends PageQuery {
  @SortField(['reservation', 'item']) sort?: string;
  @OneOfField(['active', 'released'], 'Only those', { optional: true }) status?: string;
  @IdField('Only of this item', { optional: true, example: 'GM-40' }) item?: string;
  @IdField('Only for this order', { optional: true, example: 'PO-1001' }) order?: string;
}

@Resource('inventory', 'reservations')
export class ReservationController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'inventory.issue',
    summary: 'Reserve stock of an item besides the material demands of orders',
    description: 'The whole quantity or nothing, first expired first out, then first in first out.',
    creates: true,
    refuses: ['unknown-item', 'not-enough-available', 'reservation-exists'],
  })
  async make(@Body() body: MakeReservationBody, @Sent() sender: Sender) {
    const candidates = new LookedUp(await candidatesFor(this.read.manager, [{ item: body.item }], sender.occasion.at));
    return this.commands.execute(makeReservation, { ...body, candidates }, sender);
  }

  @Post(':reservation/end')
  @Command({
    needs: 'inventory.issue',
    summary: 'End a reservation: what it held is free again',
    refuses: ['unknown-reservation', 'illegal-transition'],
  })
  end(@Param('reservation') reservation: string, @Body() body: EndReservationBody, @Sent() sender: Sender) {
    return this.commands.execute(endReservation, { ...body, reservation }, sender);
  }

  @Get(':reservation')
  @Answers({ needs: 'inventory.read', summary: 'A reservation', returns: ReservationEntity })
  one(@Param('reservation') reservation: string, @Query() time: AsOfQuery) {
    return this.history.versioned(time, [reservationStream(reservation)], (rows) =>
      rows.one(ReservationEntity, { reservation }, 'reservation'),
    );
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Reservations', returns: ReservationEntity, list: true })
  list(@Query() query: ReservationQuery) {
    const { status, item, order } = query;
    return this.read.page(ReservationEntity, query, { key: 'reservation', where: { status, item, order } });
  }
}
