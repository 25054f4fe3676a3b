import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Edit } from './sabotage.js';

const REPOSITORY = resolve(__dirname, '../../../..');
const BUILT = new Set(['dist', 'node_modules', '.nx', '.cache', 'coverage']);

/** A copy of the sources in which things are broken, so that nothing broken can be left behind in the tree. */
export class Workshop {
  private constructor(readonly directory: string) {}

  static open(): Workshop {
    const directory = join(REPOSITORY, '.cache', 'sabotage', String(process.pid));
    mkdirSync(directory, { recursive: true });
    for (const name of ['libs', 'services', 'deploy', 'package.json', 'tsconfig.base.json'])
      cpSync(join(REPOSITORY, name), join(directory, name), {
        recursive: true,
        filter: (path) => !BUILT.has(basename(path)),
      });
    symlinkSync(join(REPOSITORY, 'node_modules'), join(directory, 'node_modules'), 'junction');
    mkdirSync(join(directory, '.cache'));
    // The programs that specs run are the same.
    symlinkSync(join(REPOSITORY, '.cache', 'kafka'), join(directory, '.cache', 'kafka'), 'junction');
    return new Workshop(directory);
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  /** With the edits in place. They are taken back whatever happens. */
  async broken<T>(edits: readonly Edit[], work: () => Promise<T>): Promise<T> {
    const files = new Map(edits.map(({ file }) => [file, readFileSync(join(this.directory, file), 'utf8')]));
    try {
      for (const edit of edits) this.edit(edit);
      return await work();
    } finally {
      for (const [file, text] of files) writeFileSync(join(this.directory, file), text);
    }
  }

  /** A text that is not there any more, or twice, is an error: the sabotage would break nothing, or something else. */
  private edit({ file, find, replace }: Edit): void {
    const path = join(this.directory, file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, instead of once: ${find.trim()}`);
    writeFileSync(path, parts.join(replace));
  }
}
