import { z } from "zod";
import { table } from "./table";

const keys = z.array(z.string().min(1)).min(1);
const attribution = {
  serviceKeys: ["service", "app.kubernetes.io/name", "tags.datadoghq.com/service"],
  teamKeys: ["team"],
};

/** Parameters of the cost rules, by rule id, for tiers 1, 2 and 3. */
export const costParameters = {
  "cost-attributed": table(
    z.strictObject({
      serviceKeys: keys.describe("Tags or labels that may name the service; the first is the one to set."),
      teamKeys: keys.describe("Tags or labels that may name the owning team; the first is the one to set."),
    }),
    attribution,
    attribution,
    attribution,
  ),
} as const;
