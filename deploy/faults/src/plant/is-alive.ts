import { setTimeout as sleep } from 'node:timers/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}
