import { decimal } from '@millwright/event-sourcing';

interface LineRow {
  readonly item: string;
  readonly unit: string;
  readonly required: string;
  readonly reserved: string;
  readonly issued: string;
  readonly consumed: string;
  readonly short: string;
}

export const demandView = (
  { order, product, status, version }: { order: string; product: string; status: string; version: number },
  lines: readonly LineRow[],
) => ({
  order,
  product,
  status,
  lines: lines.map(({ item, unit, required, reserved, issued, consumed, short }) => ({
    item,
    unit,
    required: decimal(required),
    reserved: decimal(reserved),
    issued: decimal(issued),
    consumed: decimal(consumed),
    short: decimal(short),
  })),
  version,
});
