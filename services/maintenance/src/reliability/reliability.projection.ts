/** The stops of an asset that touch a window. */
export const stopsInWindow = `
  select d.work_order as "workOrder", coalesce(w.kind, 'corrective') as kind, d.down_since as "downSince", d.released_at as "releasedAt", w.failure
    from downtime d left join work_order w on w.work_order = d.work_order
   where d.asset = $1 and d.down_since < $3 and (d.released_at is null or d.released_at > $2)
   order by d.down_since`;
