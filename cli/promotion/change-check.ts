import { isDeepStrictEqual } from "node:util";
import type { Service } from "../../catalog/schema";
import { plain } from "../../policy-pack/engine/text";
import { type Approvals, approvalsVersion, type WaiverChange } from "../../scorecard/approvals";
import { earlierOf, tierOf } from "../changes/reach";
import { serviceNamed } from "../check/services";
import { surroundingsOf } from "../waivers/standing";
import { personFaults, whyNotListed } from "./approver";
import { recordsOf } from "./move";
import { proofOf } from "./reviews";
import { approversIn, type ChangeContext, ownersOf, tierChanges } from "./tier-changes";

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
      const { approver: by } = waiver;
      const service = serviceNamed(after.catalog.services, waiver.service);
      const owners = service === undefined ? [] : ownersOf(service, context);
      const faults = [
        ...(service === undefined ? [] : notListed(by, service, context)),
        ...personFaults({ by, owners, asker: author }),
      ];
      return { waiver, ...proofOf(by, reviews, head), faults };
    });
}

/** At tier 1 an approver of it accepts: one who was listed already, in a stack at least, and in each that would count it. */
function notListed(by: string, service: Service, context: ChangeContext): readonly string[] {
  const { after } = context;
  const stacks = [...after.stacks].flatMap(([name, stack]) => {
    if (tierOf({ service, stack, snapshot: after }) !== 1) return [];
    const counts = whyNotListed(by, 1, surroundingsOf(after.catalog, stack.config)).length === 0;
    return [{ counts, faults: whyNotListed(by, 1, approversIn(name, stack, context)) }];
  });
  const isKnown = stacks.some(({ faults }) => faults.length === 0);
  const faults = stacks.flatMap((stack) => (stack.counts || !isKnown ? stack.faults : []));
  return [...new Set(faults)];
}

/** What is deleted is not judged: a service has to be retired first, in a change of its own. */
function deletions({ before, after }: ChangeContext): Approvals["deleted"] {
  const kept = new Set(
    // Not each alias: a service that was there before takes no other's place.
    after.catalog.services.map((service) => earlierOf(service, before.catalog)?.name ?? service.name),
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
