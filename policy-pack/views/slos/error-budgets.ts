import { DateTime } from "luxon";
import type { FactValue } from "../../../evidence/facts";
import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { slosOf, unseenSlos } from "./slos";

type Budget = FactValue<"error-budgets">["budgets"][number];

/** An SLO of a service whose error budget may be told. */
export interface BudgetedSlo {
  readonly name: string;
  readonly resource: Resource | undefined;
  /** Undefined while it is still to be made. */
  id(): string | undefined;
  /** Its primary time frame; undefined where only the vendor knows it. */
  timeframe(): string | undefined;
}

/** What is left of a budget, over which time frame. */
export interface Rest {
  readonly timeframe: string;
  readonly percent: number;
}

/** The SLOs that a service has: declared, seen, or named by the catalog as existing. */
export function budgetedSlos(service: Subject, evidence: Evidence): readonly BudgetedSlo[] {
  const seen = slosOf(service, evidence).map((slo) => ({
    name: slo.name,
    resource: slo.resource,
    id: () => idIn(slo.resource),
    timeframe: () => slo.objective?.timeframe,
  }));
  const unseen = unseenSlos(service, evidence).map(({ name, id }) => ({
    name,
    resource: undefined,
    id: () => id,
    timeframe: () => undefined,
  }));
  return [...seen, ...unseen];
}

/** An SLO that an update will make has no id yet. */
function idIn({ props }: Resource): string | undefined {
  const id = props.get("id");
  return id.unknown ? undefined : id.string();
}

/**
 * What is left of an SLO's budget; undefined for one that is too young to have used a whole time frame. Throws
 * UnknownValue where the vendor does not tell it, or told of it as it had been more than some days before.
 */
export function restOf(
  slo: BudgetedSlo,
  service: Subject,
  evidence: Evidence,
  days: number,
): Rest | undefined {
  const id = slo.id();
  if (id === undefined) return undefined;
  const told = evidence.ask("error-budgets", service.name, `the error budgets of ${service.name}`);
  const budget = budgetOf(
    slo,
    (told?.budgets ?? []).filter((one) => one.slo === id),
  );
  if (budget === undefined) throw untold(slo, "is not told");
  const { timeframe, left, at, since } = budget;
  if (isYoung(since, timeframe, at)) return undefined;
  if (daysBetween(at, toldAt(service, evidence)) > days)
    throw untold(slo, `was last computed on ${at.slice(0, 10)}`);
  if (left === undefined) throw untold(slo, "cannot be told, as there were no events to compute it from");
  return { timeframe, percent: left };
}

function toldAt({ name }: Subject, evidence: Evidence): string {
  return evidence.told("error-budgets").find(({ subject }) => subject.toLowerCase() === name)?.at ?? "";
}

/** That of the primary time frame, else of the longest. */
function budgetOf(slo: BudgetedSlo, own: readonly Budget[]): Budget | undefined {
  const wanted = slo.timeframe();
  if (wanted !== undefined) return own.find(({ timeframe }) => timeframe === wanted);
  return [...own].sort((a, b) => daysIn(b.timeframe) - daysIn(a.timeframe))[0];
}

function isYoung(since: string, timeframe: string, at: string): boolean {
  const whole = DateTime.fromISO(since, { zone: "utc" }).plus({ days: daysIn(timeframe) });
  return whole > DateTime.fromISO(at, { zone: "utc" });
}

function daysIn(timeframe: string): number {
  return Number.parseInt(timeframe, 10) || 0;
}

function untold({ name }: BudgetedSlo, why: string): UnknownValue {
  return new UnknownValue("unobserved", `the error budget of SLO ${name} ${why}`);
}
