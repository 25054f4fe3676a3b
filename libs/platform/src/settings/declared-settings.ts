import * as declared from './declared/index.js';
import { inFile, type Setting } from './setting.js';

/** Every setting that there is, by name. What is not in here stops the start. */
export const declaredSettings: readonly Setting<unknown>[] = Object.values(declared).sort((one, other) =>
  one.name < other.name ? -1 : 1,
);

export const declaredNames: readonly string[] = declaredSettings.flatMap(({ name }) => [name, inFile(name)]);
