import type { Waiver } from "../../catalog/waiver";
import type { ActiveRule, ServiceJudgement } from "./judge";
import type { Surroundings } from "./rule";
import { isAbout, standingOf } from "./waivers";

/** What a waiver does today. In force: it accepts a failure. Idle: its rule could not be judged, so that nobody can tell whether it is needed. */
export type WaiverState = "in-force" | "expired" | "refused" | "unused" | "idle" | "orphaned";

/** A waiver of the catalog with what it does, and why in words that follow its rule and service. */
export interface WaiverReport {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  readonly why: string | undefined;
}

/** Says of every waiver whether it accepts something; what accepts nothing is to be removed. */
export function waiverReports(
  services: readonly ServiceJudgement[],
  rules: readonly ActiveRule[],
  surroundings: Surroundings,
  today: string,
): readonly WaiverReport[] {
  const judged = new Map(services.map((one) => [one.service.subject.name, one]));
  const active = new Map(rules.map((one) => [one.rule.id, one]));
  return (surroundings.catalog?.waivers ?? []).map((waiver) => {
    const service = surroundings.service(waiver.service)?.subject;
    const found = service && judged.get(service.name);
    const rule = active.get(waiver.rule);
    if (!service || !found) return { waiver, state: "orphaned", why: "there is no such service" };
    if (!rule) return { waiver, state: "orphaned", why: "no such rule is judged" };
    const standing = standingOf(waiver, service, rule.rule, surroundings, today);
    if (!standing.counts)
      return { waiver, state: standing.expired ? "expired" : "refused", why: standing.why };
    const finding = found.findings.find((one) => one.rule.id === waiver.rule);
    // Two may accept the same failure, as where one is renewed before it ends: neither is unused then.
    if (finding?.waived.some(({ subject }) => isAbout(waiver, subject)))
      return { waiver, state: "in-force", why: undefined };
    if (finding?.outcome === "unknown" || finding?.outcome === "error")
      return { waiver, state: "idle", why: "the rule cannot be judged now" };
    return { waiver, state: "unused", why: "nothing fails that it accepts" };
  });
}
