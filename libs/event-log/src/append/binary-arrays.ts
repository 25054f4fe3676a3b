/**
 * Arrays in PostgreSQL's binary format (`array_recv` in its sources): dimensions, flags, type, count and lower bound, then
 * each element behind its length. As text every element is quoted here and taken out of its quotes there, which costs as
 * much as storing it.
 */
const typeOf = { int4: 23, text: 25, json: 114, timestamptz: 1184 };
const head = 20;

function begun(type: number, elements: number, bytes: number): Buffer {
  const empty = elements === 0;
  const array = Buffer.allocUnsafe(empty ? 12 : head + 4 * elements + bytes);
  array.writeInt32BE(empty ? 0 : 1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  if (empty) return array;
  array.writeInt32BE(elements, 12);
  array.writeInt32BE(1, 16);
  return array;
}

function ofTexts(type: number, values: readonly string[]): Buffer {
  const sizes = values.map((value) => Buffer.byteLength(value));
  const array = begun(
    type,
    values.length,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let at = head;
  for (let n = 0; n < values.length; n++) {
    array.writeInt32BE(sizes[n], at);
    array.write(values[n], at + 4);
    at += 4 + sizes[n];
  }
  return array;
}

/** text[] */
export const texts = (values: readonly string[]): Buffer => ofTexts(typeOf.text, values);

/** json[], of texts that are JSON already. */
export const jsons = (values: readonly string[]): Buffer => ofTexts(typeOf.json, values);

/** int[] */
export function numbers(values: readonly number[]): Buffer {
  const array = begun(typeOf.int4, values.length, 4 * values.length);
  values.forEach((value, n) => {
    array.writeInt32BE(4, head + 8 * n);
    array.writeInt32BE(value, head + 8 * n + 4);
  });
  return array;
}

/** PostgreSQL counts microseconds from here. */
const epoch = Date.UTC(2000, 0, 1);

/** As the database would refuse it. */
class NoInstant extends Error {
  readonly code = '22007';
}

/** timestamptz[], of ISO 8601 instants; milliseconds are as fine as they get. */
export function instants(values: readonly string[]): Buffer {
  const array = begun(typeOf.timestamptz, values.length, 8 * values.length);
  values.forEach((value, n) => {
    const microseconds = (Date.parse(value) - epoch) * 1_000;
    if (Number.isNaN(microseconds)) throw new NoInstant(`${value} is no ISO 8601 instant`);
    const high = Math.floor(microseconds / 2 ** 32);
    array.writeInt32BE(8, head + 12 * n);
    array.writeInt32BE(high, head + 12 * n + 4);
    array.writeUInt32BE(microseconds - high * 2 ** 32, head + 12 * n + 8);
  });
  return array;
}
