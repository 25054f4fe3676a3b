interface Row {
  readonly container: string;
  readonly outer: string | null;
  readonly lots: readonly string[];
}

export interface ContainerContents {
  readonly container: string;
  readonly lots: readonly string[];
  readonly containers: readonly ContainerContents[];
}

export const contentsOf = (container: string, rows: readonly Row[]): ContainerContents => ({
  container,
  lots: rows.find((row) => row.container === container)?.lots ?? [],
  containers: rows.filter(({ outer }) => outer === container).map((row) => contentsOf(row.container, rows)),
});
