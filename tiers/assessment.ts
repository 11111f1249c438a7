import type { dataClasses, exposures, grades } from "../catalog/grades";
import type { Tier } from "../catalog/tier";

export type Grade = (typeof grades)[number];
export type Exposure = (typeof exposures)[number];
export type DataClass = (typeof dataClasses)[number];

/** What a tier is assessed from; an exposure or data class that is not stated counts as the mildest. */
export interface AssessedFacts {
  readonly criticality: Grade;
  readonly risk: Grade;
  readonly exposure?: Exposure | undefined;
  readonly dataClass?: DataClass | undefined;
}

/** The weakest tier that fits, and what asks for it, such as "criticality high with risk medium". */
export interface Assessment {
  readonly tier: Tier;
  readonly reasons: readonly string[];
}

/** Tier by criticality, then risk: what the business loses, and how easily. */
export const tierByCriticality: Readonly<Record<Grade, Readonly<Record<Grade, Tier>>>> = {
  low: { low: 3, medium: 3, high: 2 },
  medium: { low: 3, medium: 2, high: 2 },
  high: { low: 2, medium: 1, high: 1 },
};

/** Tier by exposure, then data class: what a leak or an attack costs, whatever the business thinks of the service. */
export const tierByExposure: Readonly<Record<Exposure, Readonly<Record<DataClass, Tier>>>> = {
  internal: { public: 3, internal: 3, confidential: 3, restricted: 2 },
  partner: { public: 3, internal: 3, confidential: 2, restricted: 2 },
  public: { public: 3, internal: 3, confidential: 2, restricted: 1 },
};

/** Suggests the weakest tier that both tables allow. A stricter one is nobody's mistake. */
export function assessTier({ criticality, risk, exposure, dataClass }: AssessedFacts): Assessment {
  const views: readonly { readonly tier: Tier; readonly reason: string }[] = [
    {
      tier: tierByCriticality[criticality][risk],
      reason: `criticality ${criticality} with risk ${risk}`,
    },
    {
      tier: tierByExposure[exposure ?? "internal"][dataClass ?? "public"],
      reason: `${exposure ?? "internal"} exposure with ${dataClass ?? "public"} data`,
    },
  ];
  const tier = views.reduce<Tier>((strictest, view) => (view.tier < strictest ? view.tier : strictest), 3);
  return { tier, reasons: views.filter((view) => view.tier === tier).map(({ reason }) => reason) };
}
