import { rejection, type Rejection } from '@millwright/event-sourcing';

/** Every line must be told apart by its operation and item. */
export function duplicateLine(
  lines: readonly { readonly operation: string; readonly item: string }[],
): Rejection | undefined {
  const twice = lines.find((line, at) =>
    lines.slice(0, at).some((before) => before.item === line.item && before.operation === line.operation),
  );
  if (!twice) return undefined;
  const { operation, item } = twice;
  return rejection(
    'duplicate-line',
    `${item} is listed twice at operation ${operation}. Put the whole quantity into one line.`,
    { kind: 'invalid', facts: { operation, item } },
  );
}

/** The way from a product down to itself through the components of what it is made of, if there is one. */
export function wayToItself(
  product: string,
  componentsOf: (item: string) => readonly string[],
): readonly string[] | undefined {
  const visited = new Set<string>();
  const ways: (readonly string[])[] = [[product]];
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const component of componentsOf(way[way.length - 1])) {
      if (component === product) return [...way, component];
      if (visited.has(component)) continue;
      visited.add(component);
      ways.push([...way, component]);
    }
  }
  return undefined;
}
