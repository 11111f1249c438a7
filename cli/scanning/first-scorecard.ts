import { planServices } from "../../catalog/components/planned-services";
import { catalogFactsSchema, catalogToken, type ServiceFacts, serviceToken } from "../../catalog/graph";
import { wantedServices } from "../../catalog/observing/wanted";
import { type Service, schemaVersion, type Team } from "../../catalog/schema";
import type { Vendor } from "../../evidence/facts";
import type { Observed } from "../../evidence/observe";
import type { ObservingSurround } from "../../evidence/observing";
import type { RawResource } from "../../policy-pack/engine/resource";
import { resolveToday } from "../../policy-pack/engine/today";
import type { Scorecard } from "../../scorecard/schema";
import { scorecardOf } from "../../scorecard/scorecard";
import { assess } from "../judging/assess";
import { noConfig } from "../judging/operator-config";
import { loadPack } from "../judging/pack";
import { type Project, packVersionOf, programVersion } from "../project";

/** What stands where a stack's name would: nothing of a scan is in a stack. */
const stack = "scan";

/** A catalog that is judged before there is any stack of it. */
export interface UndeployedCatalog {
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
}

/**
 * Judges a catalog by what the vendors have now: nothing is declared, no service has a tier but the default one, and
 * nothing blocks. Also answers what whoever runs this must know of the vendors' answers.
 */
export async function firstScorecard(
  catalog: UndeployedCatalog,
  project: Project,
  vendors: readonly Vendor[],
  organization: string,
  surround: ObservingSurround,
): Promise<{ readonly card: Scorecard; readonly remarks: readonly string[] }> {
  const planned = planServices(catalog, { tiers: {}, stack, owns: false });
  const githubOwner = organization === "" ? undefined : organization;
  const { observeVendors } = await import("../../evidence/observing.js");
  const wanted = wantedServices(planned, catalog, { environment: "prod", githubOwner });
  const { facts, remarks } = await observeVendors(vendors, wanted, surround);
  const resources = [
    catalogResource(catalog.teams, vendors, surround.now()),
    ...planned.map(({ facts: of }) => serviceResource(of, facts)),
  ];
  const pack = loadPack(project);
  const today = resolveToday(surround.now(), undefined);
  const { judgement, inventory, rules, scope } = await assess(resources, {
    pack,
    operator: noConfig,
    scope: undefined,
    today,
  });
  const card = scorecardOf(judgement, inventory, {
    stack,
    today,
    packVersion: packVersionOf(project),
    scope,
    rules,
    source: { from: "program", vendors: "none", notLookedUp: 0 },
    problems: pack.problems,
    warnings: [],
  });
  return { card, remarks };
}

function catalogResource(teams: readonly Team[], observe: readonly Vendor[], now: Date): RawResource {
  const facts = catalogFactsSchema.parse({ stack, environment: "prod", observe, teams });
  const statedAt = now.toISOString();
  const props = { schemaVersion, programVersion: programVersion(), statedAt, facts, declares: [] };
  return resource(catalogToken, "catalog", props);
}

function serviceResource(facts: ServiceFacts, observed: Observed): RawResource {
  const props = { schemaVersion, facts, observed: observed.get(facts.name) ?? [], declares: [] };
  return resource(serviceToken, facts.name, props);
}

function resource(type: string, name: string, props: RawResource["props"]): RawResource {
  const urn = `urn:pulumi:${stack}::readiness::${type}::${name}`;
  return { urn, type, name, props, dependencies: [], propertyDependencies: {} };
}
