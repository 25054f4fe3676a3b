// What a cluster leaves on the machine, and how it is taken back.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './processes.mjs';

// A kubelet sets these for the whole machine.
const settings = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
];

// Where a kubelet puts things whatever it is told.
const folders = ['/var/lib/kubelet', '/var/log/containers', '/var/log/pods'];

export class Machine {
  #before = settings.flatMap((name) => {
    try {
      return [[`/proc/sys/${name}`, readFileSync(`/proc/sys/${name}`, 'utf8')]];
    } catch {
      return [];
    }
  });

  #absent = folders.filter((folder) => !existsSync(folder));

  restore() {
    for (const folder of this.#absent) rmSync(folder, { recursive: true, force: true });
    for (const [file, value] of this.#before) if (readFileSync(file, 'utf8') !== value) writeFileSync(file, value);
  }
}

/** With all that is still mounted in it, the innermost first. */
export function removeDirectory(directory) {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1])
    .filter((at) => at?.startsWith(`${directory}/`));
  for (const at of mounts.reverse()) run('umount', ['--lazy', at]);
  rmSync(directory, { recursive: true, force: true });
}
