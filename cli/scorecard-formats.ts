/** What a scorecard can be written as; apart from the writers, as the command line must not load them. */
export const scorecardFormats = [
  "json",
  "markdown",
  "sarif",
  "junit",
  "annotations",
  "csv",
  "badges",
] as const;

export type ScorecardFormat = (typeof scorecardFormats)[number];
