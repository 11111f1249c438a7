import type { JsonObject, WorldObject } from "../../world/schema";
import { type Ask, listOf, numberOf, objectOf, textsOf, when } from "../exchange";

/** Targets of an SLO, one a time frame. */
export function thresholdsOf(slo: WorldObject): readonly JsonObject[] {
  return listOf(slo.thresholds).map((value) => {
    const { target, timeframe, warning } = objectOf(value);
    return {
      timeframe: String(timeframe),
      target: numberOf(target, 0),
      target_display: String(target),
      ...(warning ? { warning: numberOf(warning, 0), warning_display: String(warning) } : {}),
    };
  });
}

/** What the world tells of an SLO, by its name with or without the environment in it. */
function statusFor(ask: Ask, slo: WorldObject): WorldObject | undefined {
  const name = String(slo.name);
  const environment = textsOf(slo.tags)
    .find((tag) => tag.startsWith("env:"))
    ?.slice("env:".length);
  const plain = environment === undefined ? name : name.replace(`-${environment}-`, "-");
  return ask.world.get("sloStatus", name) ?? ask.world.get("sloStatus", plain);
}

/** How an SLO fares in each of its time frames: a figure that was not written into the world has no data. */
export function fares(ask: Ask, slo: WorldObject): readonly JsonObject[] {
  const status = statusFor(ask, slo);
  const indexedAt = Math.floor(Date.parse(when(ask, status?.indexedAt) ?? ask.now.toISOString()) / 1000);
  return thresholdsOf(slo).map(({ timeframe, target }) => {
    const sli = status === undefined ? undefined : sliOf(status, String(timeframe));
    const left =
      sli === undefined ? null : Math.round((1 - (100 - sli) / (100 - numberOf(target, 0))) * 10_000) / 100;
    const state = left === null ? "no_data" : left <= 0 ? "breached" : left < 25 ? "warning" : "ok";
    return {
      timeframe: String(timeframe),
      target: numberOf(target, 0),
      status: sli ?? null,
      error_budget_remaining: left,
      raw_error_budget_remaining: left === null ? null : { unit: "requests", value: left * 100 },
      span_precision: left === null ? null : 2,
      state,
      indexed_at: indexedAt,
      error: left === null ? "The denominator is zero valued" : null,
    };
  });
}

/** The good share in per cent: { sli, or sli by time frame }. */
function sliOf({ sli }: WorldObject, timeframe: string): number | undefined {
  const value = typeof sli === "number" ? sli : objectOf(sli)[timeframe];
  return typeof value === "number" ? value : undefined;
}
