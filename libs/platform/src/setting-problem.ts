/** A setting that is missing or makes no sense; the message names the variable and what it should be. */
export class SettingProblem extends Error {}
