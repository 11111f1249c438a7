import { buildInventory, type Inventory } from "../../../policy-pack/engine/inventory";
import { aws, datadog, github, kubernetes, pagerduty } from "../../../policy-pack/engine/tokens";
import { given } from "../given";
import { type GivenResource, perfectFacts, serviceComponent, toRaw } from "../perfect-service";

/** How the engine writes a value that only an update will know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function inventoryOf(...resources: readonly GivenResource[]): Inventory {
  return buildInventory(toRaw(resources));
}

/** What belongs to whom: service to names of its resources, `-` for what nobody claims. */
export function belonging(inventory: Inventory): Readonly<Record<string, readonly string[]>> {
  const types = [aws, datadog, github, kubernetes, pagerduty].flatMap((vendor) =>
    Object.values<string>(vendor),
  );
  const owned = inventory.services.map(
    ({ subject, evidence }) => [subject.name, evidence.of(...types).map(({ name }) => name)] as const,
  );
  const unclaimed = inventory.unclaimed.map(({ name }) => name);
  return Object.fromEntries([...owned, ...(unclaimed.length > 0 ? [["-", unclaimed] as const] : [])]);
}

export function component(
  name: string,
  facts: Record<string, unknown> = {},
  children: readonly GivenResource[] = [],
) {
  return serviceComponent(name, { ...perfectFacts(name), ...facts }, children);
}

export function monitor(
  name: string,
  props: Record<string, unknown>,
  rest: Partial<GivenResource> = {},
): GivenResource {
  return { type: datadog.monitor, name, props: { name, ...props }, ...rest };
}

/** An on-call chain without any tag, as a stack without our components has it; ids are unknown at first preview. */
export function chain(
  service: string,
  known: boolean,
  schedule = `${service}-schedule`,
): readonly GivenResource[] {
  const id = (text: string): string => (known ? text : unknown);
  const policy = `${service}-policy`;
  return [
    {
      type: pagerduty.escalationPolicy,
      name: policy,
      props: { name: policy, rules: [{ targets: [{ type: "schedule_reference", id: id("PSCHED") }] }] },
      dependsOn: { rules: [schedule] },
    },
    {
      type: pagerduty.service,
      name: `${service}-service`,
      props: { name: service, escalationPolicy: id("PPOL") },
      dependsOn: { escalationPolicy: [policy] },
    },
    {
      type: pagerduty.serviceIntegration,
      name: `${service}-integration`,
      props: { name: "Datadog", service: id("PSVC") },
      dependsOn: { service: [`${service}-service`] },
    },
    {
      type: datadog.pagerdutyServiceObject,
      name: `${service}-object`,
      props: { serviceName: "other words", serviceKey: id("key") },
      dependsOn: { serviceKey: [`${service}-integration`] },
    },
  ];
}

export function schedule(name: string, users: readonly string[] = []): GivenResource {
  return {
    type: pagerduty.schedule,
    name,
    props: { layers: [{ users: [unknown] }] },
    dependsOn: { layers: users },
  };
}

export const user = (name: string): GivenResource => ({
  type: pagerduty.user,
  name,
  props: { email: `${name}@shop.example` },
});

/** A catalog block as policy config gives it: the perfect stack's catalog without tiers, changed. */
export function catalogBlock(
  patch: Record<string, unknown>,
): NonNullable<Parameters<typeof buildInventory>[1]> {
  const { surroundings } = buildInventory(given.service().catalog(patch).resources());
  if (surroundings.catalog === undefined) throw new Error("the perfect stack has a catalog");
  return { ...surroundings.catalog, tiers: {}, owns: false, ...patch };
}
