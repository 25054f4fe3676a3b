import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExecutionReadModels0000000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table people (
        person text primary key,
        badge text not null unique,
        name text not null
      );
      create table person_skill (
        person text not null,
        skill text not null,
        level integer not null,
        valid_from timestamptz not null,
        valid_until timestamptz not null,
        primary key (person, skill)
      );
      create table attendance (
        person text not null,
        since timestamptz not null,
        until timestamptz,
        forgotten boolean not null,
        primary key (person, since)
      );
      create index attendance_open on attendance (since) where until is null;
      create table number_series (
        series text primary key,
        pattern text not null,
        item text
      );
      create table job (
        job text primary key,
        order_no text not null,
        operation text not null,
        description text not null,
        work_center text not null,
        item text not null,
        tracking text not null,
        quantity numeric not null,
        unit text not null,
        after text[] not null,
        last boolean not null,
        skill text,
        skill_level integer,
        inspection_plan text,
        setup_seconds integer not null,
        run_seconds_per_unit integer not null,
        status text not null,
        started boolean not null,
        good numeric not null,
        scrap numeric not null,
        rework numeric not null,
        lost numeric not null
      );
      create index job_order on job (order_no);
      create index job_work_center on job (work_center);
      create table activity (
        activity text primary key,
        order_no text not null,
        operation text not null,
        work_center text not null,
        person text not null,
        kind text not null,
        status text not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        override_reason text
      );
      create index activity_job on activity (order_no, operation);
      create table booking (
        activity text not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        order_no text not null,
        operation text not null,
        work_center text not null,
        person text not null,
        kind text not null,
        primary key (activity, started_at)
      );
      create index booking_person on booking (person, started_at);
      create index booking_order on booking (order_no);
      create table unit (
        unit text primary key,
        order_no text not null,
        item text not null,
        status text not null,
        at_operation text,
        at_work_center text,
        since timestamptz not null,
        passed text[] not null,
        holds text[] not null
      );
      create index unit_order on unit (order_no, status);
      create table lot_in_process (
        lot text primary key,
        order_no text not null,
        item text not null,
        status text not null,
        quantity numeric not null,
        unit text not null,
        at_operation text,
        at_work_center text,
        since timestamptz not null,
        passed text[] not null
      );
      create index lot_in_process_order on lot_in_process (order_no, status);
      create table genealogy_node (
        id text primary key,
        kind text not null,
        item text,
        order_no text,
        status text,
        location text,
        supplier text,
        supplier_lot text
      );
      create table genealogy_shipment (
        lot text not null,
        shipment text not null,
        customer text not null,
        primary key (lot, shipment)
      );
      create table genealogy_edge (
        seq bigint primary key,
        product text not null,
        component text not null,
        item text not null,
        quantity numeric not null,
        unit text not null,
        order_no text,
        operation text,
        place text,
        backflushed boolean not null,
        at timestamptz not null,
        person text,
        station text,
        removed_at timestamptz
      );
      create index genealogy_edge_product on genealogy_edge (product);
      create index genealogy_edge_component on genealogy_edge (component);
      create table genealogy_measurement (
        inspection text not null,
        characteristic text not null,
        subject text not null,
        operation text,
        plan text not null,
        plan_revision text not null,
        value text not null,
        unit text,
        verdict text not null,
        at timestamptz not null,
        primary key (inspection, characteristic)
      );
      create index genealogy_measurement_subject on genealogy_measurement (subject);
      create table genealogy_order (
        order_no text primary key,
        item text not null,
        item_revision text not null,
        bill_of_material_revision text,
        routing_revision text not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table people, person_skill, attendance, number_series, job, activity, booking, unit, lot_in_process,
      genealogy_node, genealogy_shipment, genealogy_edge, genealogy_measurement, genealogy_order`);
  }
}
