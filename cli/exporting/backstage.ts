import { stringify } from "yaml";
import type { Catalog, Service, Team } from "../../catalog/schema";
import type { Scorecard } from "../../scorecard/schema";

const apiVersion = "backstage.io/v1alpha1";

type Scored = Scorecard["services"][number];

/** The catalog as documents of catalog-info.yaml; with a scorecard, each service with its tier and levels. */
export function backstageText(
  { services, teams }: Pick<Catalog, "services" | "teams">,
  card?: Scorecard,
): string {
  const scored = new Map(card?.services.map((one) => [one.name, one]));
  const names = new Set(teams.map(({ name }) => name));
  const entities = [
    ...teams.map(groupOf),
    ...services.map((service) => componentOf(service, names, scored.get(service.name))),
  ];
  return entities.map((entity) => `---\n${stringify(entity, { lineWidth: 0 })}`).join("");
}

function groupOf({ name, title, description, contacts, members }: Team): unknown {
  const profile = {
    ...(title === undefined ? {} : { displayName: title }),
    ...(contacts.email === undefined ? {} : { email: contacts.email }),
  };
  return {
    apiVersion,
    kind: "Group",
    metadata: { name, ...(description === undefined ? {} : { description }) },
    spec: {
      type: "team",
      ...(Object.keys(profile).length === 0 ? {} : { profile }),
      children: [],
      members: members.map(({ login }) => login),
    },
  };
}

function componentOf(service: Service, teams: ReadonlySet<string>, scored: Scored | undefined): unknown {
  const { name, title, description, owner, lifecycle, dependencies } = service;
  const annotations = annotationsOf(service, scored);
  const links = service.links.flatMap(({ url, title: text }) =>
    url === undefined ? [] : [{ url, ...(text === undefined ? {} : { title: text }) }],
  );
  // Backstage's tags are narrower than ours; one that it would refuse makes it refuse the whole entity.
  const tags = service.tags.filter((tag) => /^[a-z0-9+#:-]{1,63}$/.test(tag));
  return {
    apiVersion,
    kind: "Component",
    metadata: {
      name,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(links.length === 0 ? {} : { links }),
    },
    spec: {
      type: "service",
      lifecycle: lifecycle ?? "unknown",
      owner: owner !== undefined && teams.has(owner) ? `group:${owner}` : "unknown",
      ...(dependencies.length === 0
        ? {}
        : { dependsOn: dependencies.map((one) => `component:${one.service}`) }),
    },
  };
}

function annotationsOf(
  { repository, criticality }: Service,
  scored: Scored | undefined,
): Record<string, string> {
  const [first, ...others] = scored?.levels ?? [];
  return {
    ...(repository?.includes("/") ? { "github.com/project-slug": repository } : {}),
    ...(criticality === undefined ? {} : { "readiness/criticality": criticality }),
    ...(scored === undefined ? {} : { "readiness/tier": String(scored.tier) }),
    ...(first === undefined ? {} : { "readiness/level": first.withWaivers, "readiness/must-be": first.must }),
    ...Object.fromEntries(others.map((one) => [`readiness/level.${one.set}`, one.withWaivers])),
  };
}
