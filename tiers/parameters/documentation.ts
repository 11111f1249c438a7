import { z } from "zod";
import { days, table } from "./table";
import { readmeTopics, runbookTopics, topics } from "./topics";

/** Parameters of the documentation rules, by rule id, for tiers 1, 2 and 3. */
export const documentationParameters = {
  "architecture-documented": table(
    z.strictObject({ days: days.describe("Most days since a design page was updated.") }),
    { days: 365 },
    { days: 365 },
    { days: 365 },
  ),
  "readme-complete": table(
    z.strictObject({
      topics: topics.describe(
        "What the README must tell, each topic with the words that show it. Another value replaces all topics.",
      ),
    }),
    { topics: readmeTopics },
    { topics: readmeTopics },
    { topics: readmeTopics },
  ),
  "runbook-fresh": table(
    z.strictObject({ days: days.describe("Most days since the runbook was confirmed or changed.") }),
    { days: 90 },
    { days: 180 },
    { days: 365 },
  ),
  "runbook-useful": table(
    z.strictObject({
      topics: topics.describe(
        "What the runbook must cover, each topic with the words that show it. Another value replaces all topics.",
      ),
    }),
    { topics: runbookTopics },
    { topics: runbookTopics },
    { topics: runbookTopics },
  ),
} as const;
