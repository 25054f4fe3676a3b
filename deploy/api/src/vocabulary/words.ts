/** What a name means wherever it stands in an answer, and an example of it. Bodies of commands say it themselves. */
export type Words = Readonly<Record<string, readonly [meaning: string, example?: unknown]>>;
