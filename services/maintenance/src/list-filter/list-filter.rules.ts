/** The conditions that were given; TypeORM refuses undefined ones. */
export const onlyGiven = <Filter extends object>(filter: Filter): Partial<Filter> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Partial<Filter>;
