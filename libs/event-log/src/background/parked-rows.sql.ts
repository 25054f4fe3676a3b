/** All that waits for a decision, of a consumer ($1), a stream ($2), a position ($3), whoever could not take it. */
export const parkedRows = {
  name: 'parked',
  sql: `select consumer, position::float8 as position, stream, reason, parked_at as "parkedAt" from parked
     where state = 'parked' and ($1::text is null or consumer = $1) and ($2::text is null or stream = $2) and ($3::bigint is null or position = $3)
    union all
    select 'hearing:' || source, number::float8, stream, reason, parked_at from parked_records
     where state = 'parked' and ($1::text is null or 'hearing:' || source = $1) and ($2::text is null or stream = $2) and ($3::bigint is null or number = $3)`,
  sorts: { consumer: 'text', position: 'float8', stream: 'text', parkedAt: 'timestamp with time zone' },
  key: ['consumer', 'position'],
};
