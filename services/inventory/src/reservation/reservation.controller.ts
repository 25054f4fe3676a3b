import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { candidatesFor } from '../material-lot/material-lot.entity.js';
import { endReservation, makeReservation } from './make-reservation.decider.js';
import { EndReservationBody, MakeReservationBody } from './reservation.commands.js';
import { ReservationEntity } from './reservation.entity.js';

@Resource('inventory', 'reservations')
export class ReservationController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
  one(@Param('reservation') reservation: string) {
    return this.read.one(ReservationEntity, { reservation }, 'reservation');
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Reservations', returns: ReservationEntity, list: true })
  list(@Query() page: PageQuery) {
    return this.read.page(ReservationEntity, 'reservation', page);
  }
}
