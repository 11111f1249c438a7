import type { Service } from "../../catalog/schema";
import type { Tier } from "../../catalog/tier";
import { type Circumstances, incidentDays, mostAtTierOne } from "../../tiers/grading";
import type { Fit, StackFit, Suggestion } from "../assessment/fit";
import { type Cell, counted, percent, table, wrap } from "../terminal";
import { block, type Look } from "./look";

/** What fits one service, with what asks for it and what is not known. */
export function suggestionText(
  service: Service,
  { criticality, risk, exposure, dataClass, tier }: Suggestion,
  tiers: readonly (readonly [stack: string, tier: Tier])[],
  circumstances: Circumstances,
  { width, paint }: Look,
): string {
  const has = tiers.map(([stack, now]) => `${now} in ${stack}`).join(", ");
  const now = has === "" ? "" : `; it has ${has}`;
  const title = `${service.name}: ${tier === undefined ? "no tier can be suggested yet" : `tier ${tier.tier} fits`}${now}`;
  const grades = [
    ["criticality", criticality?.grade, criticality?.reasons.join(", ")],
    ["risk", risk?.grade, risk?.reasons.join(", ")],
    ["exposure", exposure, ""],
    ["data class", dataClass, ""],
  ] as const;
  const rows = grades.map(([name, value, why]): readonly Cell[] => [
    { text: `  ${name}` },
    { text: value ?? "not known", paint: value === undefined ? paint.yellow : paint.bold },
    { text: why ?? "" },
  ]);
  const unknown = unknownOf(circumstances);
  const weak = tiers.filter(([, one]) => tier !== undefined && one > tier.tier).map(([stack]) => stack);
  return [
    paint.bold(wrap(title, width)),
    table(rows),
    ...(tier === undefined ? [] : [wrap(`Because of ${tier.reasons.join(" and ")}.`, width, "  ")]),
    ...(unknown.length === 0 ? [] : [wrap(`Not known: ${unknown.join(", ")}.`, width, "  ")]),
    ...(weak.length === 0
      ? []
      : [
          wrap(
            `Too weak in ${weak.join(", ")}: \`readiness promote ${service.name}\` shows what that takes.`,
            width,
          ),
        ]),
  ].join("\n");
}

function unknownOf({ revenue, users, changes, incidents }: Circumstances): readonly string[] {
  return [
    ...(revenue === undefined ? ["whether revenue rests on it (--revenue)"] : []),
    ...(users === undefined ? ["who notices (--users)"] : []),
    ...(changes === undefined ? ["how often it changes (--changes)"] : []),
    ...(incidents === undefined ? [`incidents of ${incidentDays} days (--incidents)`] : []),
  ];
}

/** Which services of a stack have a tier that no longer fits. */
export function stackFitText(fit: StackFit, stack: string, knowsIncidents: boolean, look: Look): string {
  const { weak, strict, unstated, services, atTierOne } = fit;
  const { width, paint } = look;
  const title =
    weak.length === 0
      ? `Every tier in ${stack} is as strict as it should be.`
      : `${counted(weak.length, "service")} in ${stack} ${weak.length === 1 ? "has" : "have"} a tier that is too weak`;
  const share = services === 0 ? 0 : atTierOne / services;
  const said = [
    ...(strict.length === 0
      ? []
      : [`Stricter than their facts ask for, which is nobody's mistake: ${names(strict)}.`]),
    ...(unstated.length === 0
      ? []
      : [
          `No criticality or risk is stated for ${unstated.join(", ")}: \`readiness assess SERVICE --write\`.`,
        ]),
    ...(share > mostAtTierOne
      ? [
          `${atTierOne} of ${services} services (${percent(share)}) are at tier 1: where most is critical, nothing is.`,
        ]
      : []),
    ...(knowsIncidents ? [] : ["No vendor told of incidents, so they count for nothing here."]),
  ];
  return [
    block(
      paint.bold(title),
      weak.map((one) => weakLines(one, look)),
    ),
    ...(weak.length === 0 ? [paint.bold(title)] : []),
    ...said.map((text) => wrap(text, width)),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

function names(fits: readonly Fit[]): string {
  return fits.map(({ service, tier, suggested }) => `${service} (${tier}, not ${suggested})`).join(", ");
}

function weakLines({ service, tier, suggested, reasons }: Fit, { width, paint }: Look): string {
  return [
    `  ${paint.bold(service)}  tier ${tier}, ${suggested} fits`,
    wrap(`${reasons.join("; ")}`, width, "    "),
  ].join("\n");
}
