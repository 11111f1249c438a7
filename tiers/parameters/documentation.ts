import { z } from "zod";
import { table } from "./table";
import { readmeTopics, topics } from "./topics";

/** Parameters of the documentation rules, by rule id, for tiers 1, 2 and 3. */
export const documentationParameters = {
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
} as const;
