import type { Place } from '@millwright/messaging';

const form = /^([a-z]{1,40}):(\d{1,15})((?:;\d{1,4}=\d{1,9}\.\d{1,15}){0,64})$/;

/**
 * What somebody has seen of a service: `orders:120;3=1.120`. A position of its log and, as what others hear of it comes in
 * partitions, the last record of each that says so: partition 3, epoch 1, position 120. Without records there is
 * nothing that others could hear.
 */
export class Seen {
  constructor(
    readonly service: string,
    readonly position: number,
    readonly records: ReadonlyMap<number, Place>,
  ) {}

  static parse(text: string): Seen | undefined {
    const [, service, position, records] = form.exec(text) ?? [];
    if (service === undefined) return undefined;
    const places = records
      .split(';')
      .slice(1)
      .map((one) => one.split(/[=.]/).map(Number))
      .map(([partition, epoch, at]): [number, Place] => [partition, { epoch, position: at }]);
    return new Seen(service, Number(position), new Map(places));
  }

  toString(): string {
    const records = [...this.records].map(([partition, { epoch, position }]) => `;${partition}=${epoch}.${position}`);
    return `${this.service}:${this.position}${records.join('')}`;
  }
}

/** Later epochs have been heard after all of the earlier ones that still counts. */
export const isReached = (wanted: Place, mark: Place | undefined): boolean =>
  mark !== undefined &&
  (mark.epoch > wanted.epoch || (mark.epoch === wanted.epoch && mark.position >= wanted.position));
