import { editWorld } from "../../sandbox/world/world";

/** What people do by hand at the vendors, as the story tells it. */
export const deeds: Readonly<Record<string, (worldDir: string) => Promise<void>>> = {
  "shortens shipping's SLO at Datadog, and turns the organisation's ruleset off at GitHub": async (
    worldDir,
  ) => {
    await editWorld(worldDir, "datadog", ({ serviceLevelObjective = {} }) => {
      for (const slo of Object.values(serviceLevelObjective)) {
        if (slo.name !== "shipping-prod-availability") continue;
        const thresholds = [{ target: 99.5, timeframe: "7d" }];
        Object.assign(slo, { timeframe: "7d", thresholds });
      }
    });
    await setRulesets(worldDir, "disabled");
  },
  "turns the ruleset on again": (worldDir) => setRulesets(worldDir, "active"),
};

async function setRulesets(worldDir: string, enforcement: "active" | "disabled"): Promise<void> {
  await editWorld(worldDir, "github", ({ organizationRuleset = {} }) => {
    for (const ruleset of Object.values(organizationRuleset)) Object.assign(ruleset, { enforcement });
  });
}
