import {
  add,
  compare,
  decider,
  decimal,
  happened,
  isZero,
  rejection,
  subtract,
  unknown,
  type Look,
  type Rejection,
} from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import type { CountCycle, FollowMachineState, InstallMeter, ReadMeter, ReplaceMeter } from './meter.commands.js';
import { advanced, currentPage, dueWorkOrders, meter, pageOf, written } from './meter.decider.js';
import { runningTime, timeUnits } from './meter.rules.js';
import { workCenterMeters } from './work-center-meters.decider.js';

export const installMeter = decider<InstallMeter>({
  name: 'install-meter',
  streams: (command) => [meter(command.meter), asset(command.asset)],
  decide: ({ meter: number, asset: of, unit, counts = 'manual', value = '0' }, look, { at }) => {
    if (look(meter(number)).isInstalled)
      return rejection('meter-exists', `There is a meter ${number} already.`, { facts: { meter: number } });
    const { isRegistered, workCenter } = look(asset(of));
    if (!isRegistered) return unknown('asset', of);
    const followsWorkCenter = counts !== 'manual';
    if (followsWorkCenter && workCenter === undefined) {
      return rejection(
        'asset-without-work-center',
        `${of} is linked to no work center, so nothing would be counted. Link it first, or install a manual meter.`,
        { legal: ['link'], facts: { asset: of } },
      );
    }
    if (counts === 'running-time-of-work-center' && !timeUnits.includes(unit)) {
      return rejection('unit-mismatch', `Running time is counted in ${timeUnits.join(', ')}, not in ${unit}.`, {
        kind: 'invalid',
        legal: timeUnits,
        facts: { expected: timeUnits, given: unit },
      });
    }
    const first = decimal(value);
    look(pageOf(number, 1));
    if (workCenter !== undefined) look(workCenterMeters(workCenter));
    return {
      events: [
        happened(meter(number), {
          type: 'MeterInstalled',
          data: { meter: number, asset: of, unit, counts, value: first },
        }),
        happened(pageOf(number, 1), {
          type: 'MeterPageOpened',
          data: { meter: number, page: 1, month: at.slice(0, 7), value: first, total: first },
        }),
        happened(asset(of), { type: 'MeterInstalledOnAsset', data: { asset: of, meter: number, followsWorkCenter } }),
        ...(followsWorkCenter && workCenter !== undefined
          ? [
              happened(workCenterMeters(workCenter), {
                type: 'MeterLinkedToWorkCenter',
                data: { workCenter, meter: number },
              }),
            ]
          : []),
      ],
      answer: { meter: number, value: first },
    };
  },
});

/** Every unit that leaves an operation is one cycle of the work center, at every attempt. */
export const countCycle = decider<CountCycle>({
  name: 'count-cycle',
  streams: ({ workCenter }) => [workCenterMeters(workCenter)],
  decide: ({ workCenter, unit, operation, attempt }, look, occasion) =>
    look(workCenterMeters(workCenter)).flatMap((number) => {
      if (look(meter(number)).counts !== 'cycles-of-work-center') return [];
      const page = currentPage(number, look);
      const counted = advanced(page, '1');
      return [
        ...written(
          number,
          { type: 'MeterCounted', data: { meter: number, count: '1', ...counted, unit, operation, attempt } },
          occasion,
          look,
        ),
        ...dueWorkOrders(number, page.total, counted.total, look),
      ];
    }),
});

/** Only production counts as running. */
export const followMachineState = decider<FollowMachineState>({
  name: 'follow-machine-state',
  streams: ({ workCenter }) => [workCenterMeters(workCenter)],
  decide: ({ workCenter, isProducing, from }, look, occasion) =>
    look(workCenterMeters(workCenter)).flatMap((number) => {
      const { counts, unit } = look(meter(number));
      if (counts !== 'running-time-of-work-center') return [];
      const page = currentPage(number, look);
      const { runningSince } = page;
      if (isProducing)
        return runningSince === undefined
          ? written(number, { type: 'MeterStartedRunning', data: { meter: number, since: from } }, occasion, look)
          : [];
      if (runningSince === undefined) return [];
      const count = runningTime(runningSince, from, unit);
      const counted = advanced(page, count);
      return [
        ...written(number, { type: 'MeterCounted', data: { meter: number, count, ...counted } }, occasion, look),
        ...dueWorkOrders(number, page.total, counted.total, look),
      ];
    }),
});

function notManual(number: string, look: Look): Rejection | undefined {
  const { isInstalled, counts } = look(meter(number));
  if (!isInstalled) return unknown('meter', number);
  return counts === 'manual'
    ? undefined
    : rejection(
        'meter-counts-itself',
        `Meter ${number} counts by itself (${counts.replaceAll('-', ' ')}); it is not read by hand.`,
        { facts: { meter: number, counts } },
      );
}

export const readMeter = decider<ReadMeter>({
  name: 'read-meter',
  streams: (command) => [meter(command.meter)],
  decide: ({ meter: number, value }, look, occasion) => {
    const problem = notManual(number, look);
    if (problem) return problem;
    const page = currentPage(number, look);
    if (compare(value, page.value) < 0) {
      return rejection(
        'reading-decreased',
        `Meter ${number} showed ${page.value} before; ${value} is less. If the device was replaced, say so.`,
        { legal: ['replace'], facts: { meter: number, lastValue: page.value } },
      );
    }
    const shown = decimal(value);
    const total = add(page.total, subtract(value, page.value));
    return {
      events: [
        ...written(number, { type: 'MeterRead', data: { meter: number, value: shown, total } }, occasion, look),
        ...dueWorkOrders(number, page.total, total, look),
      ],
      answer: { meter: number, value: shown, total },
    };
  },
});

export const replaceMeter = decider<ReplaceMeter>({
  name: 'replace-meter',
  streams: (command) => [meter(command.meter)],
  decide: ({ meter: number, lastValue, value = '0' }, look, occasion) => {
    const problem = notManual(number, look);
    if (problem) return problem;
    const page = currentPage(number, look);
    const last = decimal(lastValue ?? page.value);
    if (compare(last, page.value) < 0)
      return rejection(
        'reading-decreased',
        `Meter ${number} showed ${page.value} before; its last value cannot be ${last}.`,
        { facts: { meter: number, lastValue: page.value } },
      );
    const shown = isZero(value) ? '0' : decimal(value);
    const total = add(page.total, subtract(last, page.value));
    return {
      events: [
        ...written(
          number,
          { type: 'MeterReplaced', data: { meter: number, lastValue: last, value: shown, total } },
          occasion,
          look,
        ),
        ...dueWorkOrders(number, page.total, total, look),
      ],
      answer: { meter: number, value: shown, total },
    };
  },
});
