import { isDeepStrictEqual } from "node:util";
import type { Team } from "../../catalog/schema";
import { hasMember } from "../../policy-pack/engine/approvals";
import { plain } from "../../policy-pack/engine/text";
import { type Approvals, approvalsVersion, type WaiverChange } from "../../scorecard/approvals";
import { earlierOf, namesOf, teamOf } from "../changes/reach";
import { serviceNamed } from "../check/services";
import { recordsOf } from "./move";
import { proofOf } from "./reviews";
import { type ChangeContext, tierChanges } from "./tier-changes";

/** Looks at what a change does to tiers, waivers and services, and at who approved it. */
export function checkChange(context: ChangeContext, between: Pick<Approvals, "project" | "base">): Approvals {
  return {
    schemaVersion: approvalsVersion,
    kind: "approvals",
    ...between,
    head: context.head,
    reviewed: context.reviews !== undefined,
    tiers: [...tierChanges(context)],
    waivers: [...waiverChanges(context)],
    deleted: [...deletions(context)],
    notices: [...notices(context)],
  };
}

function waiverChanges(context: ChangeContext): readonly WaiverChange[] {
  const { before, after, author, reviews, head } = context;
  return after.catalog.waivers
    .filter((waiver) => !before.catalog.waivers.some((one) => isDeepStrictEqual(one, waiver)))
    .map((waiver) => {
      const { approver } = waiver;
      const owner = ownersOf(waiver.service, context).find((team) => hasMember(team, approver));
      const name = plain(approver);
      const faults = [
        ...(owner === undefined
          ? []
          : [
              `The approver must be from outside ${owner.name}, which owns the service; ${name} is a member.`,
            ]),
        ...(author?.toLowerCase() === approver.toLowerCase()
          ? [`The approver must be another than who asks for it; both are ${name}.`]
          : []),
      ];
      return { waiver, ...proofOf(approver, reviews, head), faults };
    });
}

/** The teams that own a service now, and that did before. */
function ownersOf(name: string, { before, after }: ChangeContext): readonly Team[] {
  return [after, before].flatMap(({ catalog }) => {
    const service = serviceNamed(catalog.services, name);
    return (service && teamOf(service, catalog)) ?? [];
  });
}

/** What is deleted is not judged: a service has to be retired first, in a change of its own. */
function deletions({ before, after }: ChangeContext): Approvals["deleted"] {
  const kept = new Set(
    after.catalog.services.flatMap((service) => [
      ...namesOf(service),
      earlierOf(service, before.catalog)?.name ?? service.name,
    ]),
  );
  return before.catalog.services
    .filter(({ name }) => !kept.has(name))
    .map(({ name, lifecycle }) => ({
      service: name,
      faults:
        lifecycle === "retired"
          ? []
          : [
              `Its lifecycle must be retired in an earlier change; it is ${lifecycle ?? "not stated"}. A new name keeps the old one under aliases.`,
            ],
    }));
}

/** What a reviewer should know besides. */
function notices({ before, after }: ChangeContext): readonly string[] {
  const gone = [...before.stacks.keys()].filter((stack) => !after.stacks.has(stack));
  return [
    ...gone.map((stack) => `The stack ${plain(stack)} is gone, and with it what it asked of its services.`),
    ...[...after.stacks].flatMap(([stack, { config }]) => {
      const old = before.stacks.get(stack)?.config;
      if (old === undefined)
        return [`The stack ${plain(stack)} is new: who may approve is what it says itself.`];
      const lost = Object.keys(old.promotions).filter((service) =>
        recordsOf(old.promotions, service).some(
          (record) => !everyRecord(config.promotions).some((one) => isDeepStrictEqual(one, record)),
        ),
      );
      return [
        ...(isDeepStrictEqual(old.approvers, config.approvers)
          ? []
          : [`Who may approve in ${plain(stack)} changes: here those count who could before.`]),
        ...(lost.length === 0
          ? []
          : [`Records in ${plain(stack)} changed or are gone: those of ${lost.map(plain).join(", ")}.`]),
      ];
    }),
  ];
}

function everyRecord(promotions: Parameters<typeof recordsOf>[0]) {
  return Object.values(promotions).flat();
}
