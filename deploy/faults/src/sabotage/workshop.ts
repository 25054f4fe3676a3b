import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { edited } from './edited.js';
import type { Edit } from './sabotage.js';

export const REPOSITORY = resolve(__dirname, '../../../..');
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

  private edit(edit: Edit): void {
    const path = join(this.directory, edit.file);
    writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
  }
}
