/** A program of Millwright that is started with settings. `compose` is docker-compose.yml, `tests` is libs/testing. */
export type Program =
  'service' | 'migrate' | 'site' | 'import' | 'rebuild' | 'backup' | 'restore' | 'compose' | 'tests';

/** How a text becomes a value. */
export interface Kind<Value> {
  /** What it should be, to be read after "it should be". */
  readonly should: string;
  /** Undefined for a text that makes no sense. */
  readonly parse: (text: string) => Value | undefined;
}

/** One setting: read from the environment variable of its name, or from the file that `<name>_FILE` names. */
export interface Setting<Value> {
  readonly name: string;
  /** What it is; the text of the reference. */
  readonly what: string;
  readonly unit?: string;
  readonly example: string;
  /** What holds where it is not set, as it would be written. */
  readonly otherwise?: string;
  readonly kind: Kind<Value>;
  readonly readBy: readonly Program[];
  /** The programs that do not start without it. */
  readonly neededBy?: readonly Program[];
  /** What nobody may see of it. */
  readonly secret?: 'all' | 'the password in its URL';
}

export const inFile = (name: string): string => `${name}_FILE`;
