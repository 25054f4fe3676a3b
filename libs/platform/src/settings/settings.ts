import type { Given } from './given.js';
import type { Setting } from './setting.js';
import { shown } from './shown.js';

/** The settings that a program was started with, each known to make sense. */
export class Settings {
  constructor(
    private readonly read: readonly Setting<unknown>[],
    private readonly given: ReadonlyMap<string, Given>,
    /** Names that are set for other programs. */
    private readonly notRead: readonly string[] = [],
  ) {}

  /** Of a setting that is needed or has a default. */
  of<Value>(setting: Setting<Value>): Value {
    const value = this.maybe(setting);
    if (value === undefined) throw new Error(`${setting.name} is asked for, but this program does not need it`);
    return value;
  }

  maybe<Value>(setting: Setting<Value>): Value | undefined {
    const given = this.given.get(setting.name);
    return given && setting.kind.parse(given.text);
  }

  /** All that is in force and where it comes from, without secrets: for one line of the log. */
  get printed(): { readonly settings: Readonly<Record<string, object>>; readonly notRead: readonly string[] } {
    const entries = this.read.map((setting) => {
      const given = this.given.get(setting.name);
      return [setting.name, given ? { value: shown(setting, given.text), from: given.from } : { value: null }];
    });
    return { settings: Object.fromEntries(entries), notRead: this.notRead };
  }
}
