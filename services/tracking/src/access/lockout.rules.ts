/** So many wrong guesses in a row are a person who has forgotten. */
const forgiven = 5;
const firstSeconds = 30;
const longestSeconds = 900;

/** For how many seconds nobody signs in under a name after so many failures in a row. */
export const lockedSeconds = (failures: number): number =>
  failures < forgiven ? 0 : Math.min(firstSeconds * 2 ** (failures - forgiven), longestSeconds);
