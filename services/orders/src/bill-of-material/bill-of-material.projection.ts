import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { BillOfMaterialEvent } from './bill-of-material.events.js';

export const billsOfMaterial: Projection<BillOfMaterialEvent, EntityManager> = {
  name: 'bills-of-material',
  version: 1,
  tables: ['bill_of_material'],
  on: {
    BillOfMaterialDrafted: ({ data }, db) =>
      db.query(`insert into bill_of_material (item, revision, status, lines) values ($1, $2, 'draft', $3)`, [
        data.item,
        data.revision,
        JSON.stringify(data.lines),
      ]),
    BillOfMaterialReleased: ({ data }, db) =>
      db.query(`update bill_of_material set status = 'released' where item = $1 and revision = $2`, [
        data.item,
        data.revision,
      ]),
  },
};
