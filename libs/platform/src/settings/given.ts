import { readFileSync } from 'node:fs';
import { inFile, type Setting } from './setting.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a setting was set to, and where. */
export interface Given {
  readonly text: string;
  readonly from: string;
}

/** Where a setting stands, or what is wrong with how it is given. An empty variable is none. */
export function given(
  { name, otherwise }: Pick<Setting<unknown>, 'name' | 'otherwise'>,
  environment: Environment,
): Given | string | undefined {
  const text = environment[name];
  const path = environment[inFile(name)];
  if (text && path) return `${name} and ${inFile(name)} are both set; set one of them`;
  if (text) return { text, from: 'environment' };
  if (path) return inside(name, path);
  return otherwise === undefined ? undefined : { text: otherwise, from: 'default' };
}

function inside(name: string, path: string): Given | string {
  try {
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? `${inFile(name)} names the file ${path}, which is empty` : { text, from: `file ${path}` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${inFile(name)} names the file ${path}, which cannot be read: ${why}`;
  }
}
