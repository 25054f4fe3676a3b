import { Column, Entity, PrimaryColumn, Raw, type EntityManager, type FindOptionsWhere } from 'typeorm';

@Entity('shipment')
export class ShipmentEntity {
  @PrimaryColumn('text') shipment: string;
  @Column('text') customer: string;
  @Column('text') status: string;
  @Column('jsonb') lines: { lot: string; quantity?: string }[];
  @Column('timestamptz', { name: 'shipped_at', nullable: true }) shippedAt: Date | null;
  @Column('integer') version: number;
}

export const withLot = (lot: string | undefined): FindOptionsWhere<ShipmentEntity> =>
  lot === undefined
    ? {}
    : { lines: Raw((lines) => `${lines} @> cast(:line as jsonb)`, { line: JSON.stringify([{ lot }]) }) };

export const lotsOfShipment = async (db: EntityManager, shipment: string): Promise<string[]> =>
  (await db.findBy(ShipmentEntity, { shipment })).flatMap(({ lines }) => lines.map(({ lot }) => lot));
