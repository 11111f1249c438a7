import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { anyHolds } from "../decide";
import { type Sorted, sortOut } from "../truth";
import { isProduction } from "./production";

/** What keeps a gate from stopping a bad release. */
export type GateDefect = "dry run" | "no rule";

/** The gates that a service's pipeline may ask before production, by whether they can say no. */
export function productionGates(
  service: Subject,
  evidence: Evidence,
  { catalog }: Surroundings,
): Sorted<Resource, GateDefect> {
  const gates = evidence.of(datadog.deploymentGate);
  const { sound, undecided } = sortOut(gates, ({ props }) =>
    isProduction(props.get("env").string() ?? "", service.facts, catalog) ? undefined : "elsewhere",
  );
  const judged = sortOut(sound, ({ props }) => defectOfGate(props));
  return { ...judged, undecided: [...judged.undecided, ...undecided] };
}

/** What keeps a gate from saying no; a dry run, of the gate or of a rule, always says yes. */
export function defectOfGate(gate: Value): GateDefect | undefined {
  if (gate.get("dryRun").boolean() ?? false) return "dry run";
  const rules = gate.get("rules").items();
  if (anyHolds(rules.map((rule) => () => canStop(rule) && !(rule.get("dryRun").boolean() ?? false)))) return;
  return anyHolds(rules.map((rule) => () => canStop(rule))) ? "dry run" : "no rule";
}

function canStop(rule: Value): boolean {
  const type = rule.get("type").string();
  if (type === "faulty_deployment_detection") return true;
  return type === "monitor" && (rule.get("options").get("query").string() ?? "").trim() !== "";
}

/** Why each of a service's gates stops nothing: nobody asks it, or it never says no. */
export function gateGaps({ sound, defective }: Sorted<Resource, GateDefect>): readonly {
  readonly gate: Resource;
  readonly gap: "unasked" | "rehearsed" | "ruleless";
}[] {
  return [
    ...sound.map((gate) => ({ gate, gap: "unasked" as const })),
    ...defective.map(({ item, defect }) => ({
      gate: item,
      gap: defect === "dry run" ? ("rehearsed" as const) : ("ruleless" as const),
    })),
  ];
}
