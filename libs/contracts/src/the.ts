/** What the fields that stand in many events mean, with an example: `@Id(the.order) order: string`. */
const optional = true;

export const order = { about: 'Number of the production order.', example: 'PO-1001' };
export const externalOrder = {
  about: "The ERP's own number of the production order, as it gave it when it created the order.",
  example: '4500012345',
  optional,
};
export const item = { about: 'Number of the item.', example: 'GM-40' };
export const component = { about: 'Number of the item that was used.', example: 'GS-40' };
export const itemRevision = { about: 'Revision of the item.', example: 'A' };
export const operation = { about: 'Number of the operation within the order.', example: '10' };
export const workCenter = { about: 'Work center; costs are posted to it.', example: 'ASM-1' };
export const workCenterIfKnown = { ...workCenter, optional };
export const lot = { about: 'Lot number, or the serial number of a serialized item.', example: 'L-2026-0001' };
export const unit = { about: 'Serial number of the unit.', example: 'GM-000001' };
export const unitCode = { about: 'Unit code of UN/ECE Recommendation 20; C62 is one piece.', example: 'C62' };
export const location = { about: 'Storage location.', example: 'WH-1' };
export const reason = { about: 'Why, as it was entered.', example: 'counted' };
export const reasonCode = { about: "Code of the reason, of the owner's list.", example: 'dimension' };
export const hold = { about: 'Number of the hold, or of the recall that is one.', example: 'H-0001' };
export const shipment = { about: 'Number of the shipment.', example: 'SH-1001' };
export const customer = { about: 'Number of the customer.', example: 'C-100' };
export const nonconformance = { about: 'Number of the nonconformance.', example: 'NC-0001' };
export const asset = { about: 'Number of the asset.', example: 'PRESS-1' };
export const workOrder = { about: 'Number of the maintenance work order.', example: 'WO-0001' };
const who = '0190a5c0-0000-7000-8000-000000000001';
export const person = { about: 'The person, as `person:<uuid>`; a name is never published.', example: `person:${who}` };
export const personBehind = {
  about: 'The person behind it, as `person:<uuid>`; absent where a machine or a system acted.',
  example: person.example,
  optional,
};
/** When it happened on the shop floor stands in the envelope, as `time`. */
export const startedAt = { about: 'Start, in UTC.', example: '2026-01-05T06:00:00.000Z' };
export const endedAt = { about: 'End, in UTC.', example: '2026-01-05T06:45:00.000Z' };
