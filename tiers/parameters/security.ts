import { z } from "zod";
import { days, table } from "./table";

const updates = { days: 90, bots: ["renovate[bot]"], exempt: [] };

/** Parameters of the security rules, by rule id, for tiers 1, 2 and 3. */
export const securityParameters = {
  "code-scanned": table(
    z.strictObject({ days: days.describe("Most days since the code was scanned.") }),
    { days: 30 },
    { days: 30 },
    { days: 30 },
  ),
  "dependency-updates-automated": table(
    z.strictObject({
      days: days.describe("Most days since a bot without a file in the repository opened a pull request."),
      bots: z
        .array(z.string().min(1))
        .describe("Accounts of such bots; Dependabot without a file only mends known holes."),
      exempt: z.array(z.string().min(1)).describe("Ecosystems that need no updates, such as docker-compose."),
    }),
    updates,
    updates,
    updates,
  ),
  "no-leaked-secrets": table(
    z.strictObject({ days: days.describe("Most days that an alert may be open.") }),
    { days: 7 },
    { days: 7 },
    { days: 7 },
  ),
  "security-reviewed": table(
    z.strictObject({ days: days.describe("Most days since the threat model was reviewed.") }),
    { days: 365 },
    { days: 365 },
    { days: 365 },
  ),
  "vulnerabilities-below-limit": table(
    z.strictObject({
      critical: days.describe("Most days that a critical vulnerability may be open."),
      high: days.describe("Most days that a vulnerability of high severity may be open."),
    }),
    { critical: 7, high: 14 },
    { critical: 14, high: 30 },
    { critical: 30, high: 90 },
  ),
  "workflows-hardened": table(
    z.strictObject({
      trustedOwners: z
        .array(z.string().min(1))
        .describe("Accounts besides the repository's own whose actions need no pin."),
    }),
    { trustedOwners: ["actions", "github"] },
    { trustedOwners: ["actions", "github"] },
    { trustedOwners: ["actions", "github"] },
  ),
} as const;
