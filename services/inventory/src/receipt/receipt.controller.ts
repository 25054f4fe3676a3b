import { Body, Post } from '@nestjs/common';
import { Command, Commands, Resource, Sender, Sent } from '@millwright/platform';
import { ReceiveMaterial, ReceiveMaterials } from './receipt.commands.js';
import { receiveMaterial, receiveMaterials } from './receipt.decider.js';

const refuses = [
  'unknown-item',
  'unknown-location',
  'location-closed',
  'location-not-for-stock',
  'serial-quantity',
  'lot-exists',
];

@Resource('inventory', 'receipts')
export class ReceiptController {
  constructor(private readonly commands: Commands) {}

  @Post()
  @Command({
    needs: 'inventory.receive',
    summary: 'Receive a lot, or a piece with a serial number, from a supplier',
    description: 'A blocked item may be received.',
    creates: true,
    refuses,
  })
  receive(@Body() command: ReceiveMaterial, @Sent() sender: Sender) {
    return this.commands.execute(receiveMaterial, command, sender);
  }

  @Post('bulk')
  @Command({
    needs: 'inventory.receive',
    summary: 'Receive up to 500 lots or pieces: all, or none',
    creates: true,
    refuses,
  })
  receiveMany(@Body() command: ReceiveMaterials, @Sent() sender: Sender) {
    return this.commands.execute(receiveMaterials, command, sender);
  }
}
