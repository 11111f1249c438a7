import { z } from "zod";
import { count, table } from "./table";

/** Parameters of the ownership rules, by rule id, for tiers 1, 2 and 3. */
export const ownershipParameters = {
  "owner-staffed": table(
    z.strictObject({ members: count.describe("Least number of people in the owner's GitHub team.") }),
    { members: 4 },
    { members: 3 },
    { members: 2 },
  ),
} as const;
