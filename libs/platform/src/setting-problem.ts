/** Settings that are missing or make no sense; each sentence names the variable and what it should be. */
export class SettingProblem extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}
