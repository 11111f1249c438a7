import type { z } from "zod";
import { login } from "../../catalog/fields";
import { nameFrom } from "../../catalog/importing/imported";
import { servicesFolder, teamsFolder } from "../../catalog/load";
import { hasDeceptiveCharacter } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { serviceSchema, teamSchema } from "../../catalog/schema";
import type { FoundTeam } from "../../evidence/discovery/github";
import { oneLine } from "../../policy-pack/engine/text";
import { bodyOf, type Draft } from "../importing/write-entities";
import { wrap } from "../terminal";
import type { Candidate, LeftOut } from "./candidates";
import type { ProposedOwner } from "./owners";
import { slosOf } from "./slos";

type ServiceFields = z.input<typeof serviceSchema>;
type TeamFields = z.input<typeof teamSchema>;

/** A file with what it says in the schema's shape; or why there is none. */
export type Drafted<T> =
  | { readonly draft: Draft; readonly entity: T; readonly notMapped: readonly LeftOut[] }
  | { readonly refused: string };

/** What is proposed about a service, with its name and its owner's in the catalog. */
export interface ServiceProposal {
  readonly candidate: Candidate & { readonly name: string };
  readonly owner: (ProposedOwner & { readonly name: string }) | undefined;
  /** Why no owner is proposed, as a clause, where none is. */
  readonly nobody: string | undefined;
}

const width = 110;

/** The file of a proposed service. */
export function serviceDraft({ candidate, owner, nobody }: ServiceProposal, organization: string) {
  const { name, place, repository, pager, monitored } = candidate;
  const slos = slosOf(monitored?.slos ?? []);
  const tags = place?.folder === "" ? (repository?.topics ?? []) : [];
  const description = place?.folder === "" ? joined(repository?.description) : undefined;
  const fields: ServiceFields = {
    name,
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner: owner.name }),
    ...(place === undefined ? {} : { repository: `${organization}/${place.repository}` }),
    ...(place === undefined || place.folder === "" ? {} : { path: place.folder }),
    ...(pager === undefined ? {} : { onCall: { existing: { service: pager.name } } }),
    ...(slos.fields.length === 0 ? {} : { slos: [...slos.fields] }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  };
  const says = [
    `Proposed by readiness scan, ${candidate.confidence} confidence. ${candidate.reason}`,
    owner === undefined
      ? `Owner: nobody is proposed, as ${nobody}.`
      : `Owner ${owner.name}, ${owner.confidence} confidence: ${owner.reason}.`,
  ];
  return drafted(serviceSchema, `${servicesFolder}/${name}.yaml`, "service", says, fields, slos.notMapped);
}

/** The file of a team that owns proposed services. */
export function teamDraft(team: FoundTeam, name: string, services: number) {
  const description = joined(team.description);
  const fields: TeamFields = {
    name,
    ...(team.name === name ? {} : { title: joined(team.name) ?? name }),
    ...(description === undefined ? {} : { description }),
    github: { team: team.slug },
    members: team.members.filter((one) => login.safeParse(one).success).map((one) => ({ login: one })),
  };
  const says = [
    `Proposed by readiness scan: a team at GitHub that seems to own ${services === 1 ? "1 service" : `${services} services`}.`,
    "Say how to reach it (contacts), and each member's address at PagerDuty (email).",
  ];
  return drafted(teamSchema, `${teamsFolder}/${name}.yaml`, "team", says, fields, []);
}

/** The name of a team's file. */
export function teamName({ slug }: Pick<FoundTeam, "slug">): string | undefined {
  return nameFrom(slug);
}

function drafted<T>(
  schema: z.ZodType<T>,
  file: string,
  kind: string,
  says: readonly string[],
  fields: { readonly name: string },
  notMapped: readonly LeftOut[],
): Drafted<T> {
  // Vendors' names stand in the comments: on one line each, so that nothing of them becomes a field.
  const comments = says.map((one) => `${wrap(oneLine(one), width, "# ")}\n`).join("");
  const text = `# yaml-language-server: $schema=../${kind}.schema.json\n${comments}${bodyOf(fields)}`;
  const { data, problems } = parseYaml(schema, file, text);
  if (data === undefined) return { refused: problems[0]?.message ?? "it cannot be read back" };
  return { draft: { file, text }, entity: data, notMapped };
}

/** A vendor's text as a field: one line without what deceives; undefined where nothing is left. */
function joined(text: string | undefined): string | undefined {
  if (text === undefined || hasDeceptiveCharacter(text)) return undefined;
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" ? undefined : line;
}
