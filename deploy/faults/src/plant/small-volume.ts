import { execFile } from 'node:child_process';
import { chmod, mkdir, open, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** More than a round writes. What is not written takes no room on the machine. */
const BYTES = 3 * 1024 ** 3;
const BLOCK = Buffer.alloc(4_096, 1);

const run = promisify(execFile);

/** A file system of its own in a file, so that it can be filled without the machine noticing. */
export class SmallVolume {
  private constructor(
    /** Where it is mounted; everybody may walk through. */
    readonly directory: string,
    private readonly image: string,
  ) {}

  /** Undefined where this process may not mount one. */
  static async mount(beside: string): Promise<SmallVolume | undefined> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
    const volume = new SmallVolume(join(beside, 'volume'), join(beside, 'volume.img'));
    await mkdir(volume.directory);
    await writeFile(volume.image, '');
    await truncate(volume.image, BYTES);
    try {
      await run('mkfs.ext4', ['-q', '-F', '-m', '0', volume.image]);
      await run('mount', ['-o', 'loop', volume.image, volume.directory]);
    } catch {
      await rm(volume.image);
      return undefined;
    }
    await chmod(volume.directory, 0o711);
    return volume;
  }

  /** Until not a block is left. */
  async fill(): Promise<void> {
    const { bavail, bsize } = await statfs(this.directory);
    await run('fallocate', ['--length', String(Math.max(bavail * bsize - 1024 ** 2, 4_096)), this.ballast]);
    const rest = await open(`${this.ballast}-rest`, 'w');
    try {
      for (;;) await rest.write(BLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await rest.close();
    }
  }

  async makeRoom(): Promise<void> {
    await Promise.all([this.ballast, `${this.ballast}-rest`].map((file) => rm(file, { force: true })));
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.directory]);
    await rm(this.image, { force: true });
  }

  private get ballast(): string {
    return join(this.directory, 'ballast');
  }
}
