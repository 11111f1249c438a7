import { type Promotion, promotionSchema } from "../../catalog/graph";
import { quote } from "../../catalog/reading/problems";
import type { Service } from "../../catalog/schema";
import { type Tier, tiers } from "../../catalog/tier";
import type { Surroundings } from "../../policy-pack/engine/rule";
import type { StackConfig } from "../../stacks/schema";
import { noSuchService, serviceNamed } from "../check/services";
import { InputError } from "../failures";
import { approverFaults } from "./approver";

/** A service's way to another tier in a stack, and the record of it. */
export interface TierMove {
  readonly service: string;
  readonly from: Tier;
  readonly to: Tier;
  readonly record: Promotion;
}

/** What was asked for, as flags say it. */
export interface MoveRequest {
  readonly way: "promote" | "demote";
  readonly service: string;
  readonly to: string;
  readonly approver: string | undefined;
  readonly ticket: string | undefined;
  /** Why it becomes weaker, or goes on in spite of failures. */
  readonly reason: string | undefined;
  /** Who asks; undefined where nobody told. */
  readonly asker: string | undefined;
}

/** What a request is checked against. */
interface MoveContext {
  readonly services: readonly Service[];
  readonly config: StackConfig;
  readonly surroundings: Surroundings;
  /** UTC day, YYYY-MM-DD. */
  readonly today: string;
}

/** Turns a request into a move with its record. Throws InputError with everything that is wrong about it. */
export function moveFrom(request: MoveRequest, context: MoveContext): TierMove {
  const { services, config, today } = context;
  const service = serviceNamed(services, request.service);
  const to = tiers.find((tier) => String(tier) === request.to);
  const from = service === undefined ? undefined : tierIn(config.tiers, service.name);
  const by = request.approver ?? (needsApprover(to, config) ? undefined : request.asker);
  const read = promotionSchema.safeParse({
    ...(from === undefined ? {} : { from }),
    to: to ?? 3,
    by: by ?? "nobody",
    at: today,
    ...(request.ticket === undefined ? {} : { ticket: request.ticket }),
    ...(request.reason === undefined ? {} : { reason: request.reason }),
  });
  const problems = [
    ...(service === undefined ? [noSuchService(services, request.service)] : []),
    ...(to === undefined ? [`--to must be one of ${tiers.join(", ")}; it is ${quote(request.to)}.`] : []),
    ...(service === undefined || to === undefined ? [] : wrongWay(request.way, service.name, from ?? 3, to)),
    ...(read.error?.issues ?? []).map((issue) => `${flagOf(issue.path, request.way)} ${issue.message}.`),
    ...(by === undefined ? [whoIsMissing(to, config)] : []),
    ...(to === undefined ? [] : approvalProblems(request, to, service, context)),
    ...(service === undefined ? [] : sameDay(service.name, config, today)),
  ];
  if (problems.length > 0 || !read.success || service === undefined || to === undefined)
    throw new InputError([...new Set(problems)].join("\n"));
  return { service: service.name, from: from ?? 3, to, record: read.data };
}

/** The tier that a stack gives a service: 3 where it does not list it. */
export function tierIn(listed: StackConfig["tiers"], service: string): Tier {
  return (Object.hasOwn(listed, service) ? listed[service] : undefined) ?? 3;
}

/** Values of a stack's config, as the engine hands them over, with moves made and those of them recorded that have a record. */
export function valuesWith(
  { tiers: listed, promotions }: Pick<StackConfig, "tiers" | "promotions">,
  moves: readonly (Pick<TierMove, "service" | "to"> & Partial<Pick<TierMove, "record">>)[],
): Readonly<Record<string, string>> {
  if (moves.length === 0) return {};
  const raised = moves.map(({ service, to }) => [service, to] as const);
  const records = moves.flatMap(({ service, record }) =>
    record === undefined ? [] : [[service, [...recordsOf(promotions, service), record]] as const],
  );
  return {
    "readiness:tiers": JSON.stringify({ ...listed, ...Object.fromEntries(raised) }),
    ...(records.length === 0
      ? {}
      : { "readiness:promotions": JSON.stringify({ ...promotions, ...Object.fromEntries(records) }) }),
  };
}

/** The records of a service under one name. */
export function recordsOf(promotions: StackConfig["promotions"], name: string): readonly Promotion[] {
  return (Object.hasOwn(promotions, name) ? promotions[name] : undefined) ?? [];
}

function wrongWay(way: MoveRequest["way"], name: string, from: Tier, to: Tier): readonly string[] {
  if (from === to) return [`${name} is at tier ${from} already.`];
  if (way === "promote" && to > from)
    return [`Tier ${to} is weaker than ${from}, which ${name} has. Use \`readiness demote\`, with a reason.`];
  if (way === "demote" && to < from)
    return [`Tier ${to} is stricter than ${from}, which ${name} has. Use \`readiness promote\`.`];
  return [];
}

/** Tier 3 takes no approval, unless the stack says who gives it. */
function needsApprover(to: Tier | undefined, { approvers }: StackConfig): boolean {
  return to !== 3 || (approvers[3] ?? []).length > 0;
}

function whoIsMissing(to: Tier | undefined, config: StackConfig): string {
  if (needsApprover(to, config))
    return `Say with --approver who approves tier ${to ?? "1 or 2"}: a login at GitHub.`;
  return "Say with --by who asks for it: a login at GitHub.";
}

function approvalProblems(
  request: MoveRequest,
  to: Tier,
  service: Service | undefined,
  { config, surroundings }: MoveContext,
): readonly string[] {
  const { approver, asker } = request;
  if (approver === undefined || !needsApprover(to, config)) return [];
  const owners = [surroundings.team(service?.owner?.trim() ?? "")];
  return approverFaults({ by: approver, tier: to, owners, asker }, surroundings);
}

/** Of two records of one day nobody can tell which came last. */
function sameDay(name: string, { promotions }: StackConfig, today: string): readonly string[] {
  const earlier = recordsOf(promotions, name).find(({ at }) => at === today);
  if (earlier === undefined) return [];
  return [
    `${name} has a record of today already, to tier ${earlier.to}. Correct that by hand, or wait until tomorrow.`,
  ];
}

function flagOf(path: readonly PropertyKey[], way: MoveRequest["way"]): string {
  const flags: Readonly<Record<string, string>> = {
    by: "--approver",
    ticket: "--ticket",
    reason: way === "promote" ? "--anyway" : "--reason",
  };
  return flags[String(path[0])] ?? String(path[0]);
}
