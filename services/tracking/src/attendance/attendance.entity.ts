import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('attendance')
export class AttendanceEntity {
  @PrimaryColumn('text') person: string;
  @PrimaryColumn('timestamptz') since: Date;
  @Column('timestamptz', { nullable: true }) until: Date | null;
  /** Nobody clocked out; the rule of the plant ended it. */
  @Column('boolean') forgotten: boolean;
}
