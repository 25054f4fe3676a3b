import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Processor time of a process so far, with that of children it has waited for, in milliseconds. */
function millisecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (
      ((Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * 1_000) / ticksPerSecond
    );
  } catch {
    return 0;
  }
}

const parentOf = (pid: number): number => {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[1],
    );
  } catch {
    return 0;
  }
};

const processes = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Milliseconds of processor time that each side has used; the machine may be shared, this is what an order costs. */
export function processorTime(site: number, postmaster: number): { site: number; postgres: number; clients: number } {
  const backends = processes().filter((pid) => parentOf(pid) === postmaster);
  return {
    site: millisecondsOf(site),
    postgres: [postmaster, ...backends].reduce((sum, pid) => sum + millisecondsOf(pid), 0),
    clients: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
  };
}
