/** A text in a source file, found exactly once, and what a saboteur puts in its place. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The test that must turn red. */
export interface Witness {
  readonly level: 'unit' | 'int';
  /** The spec, from the root of the repository. */
  readonly file: string;
  /** A part of the test's full name. */
  readonly test: string;
}

/** One of the mistakes that systems of this kind are known for, made on purpose. */
export interface Sabotage {
  readonly name: string;
  readonly says: string;
  readonly edits: readonly Edit[];
  readonly witness: Witness;
}
