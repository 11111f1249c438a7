import assert from "node:assert/strict";
import type { Finding } from "../../../policy-pack/engine/finding";
import type { JudgeContext } from "../../../policy-pack/engine/judge";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { type Given, given } from "../given";
import { judged, type SampleContext, sampleRule } from "./sample-rule";

export type Check = (context: SampleContext) => void;

/** The finding of a sample rule about checkout. */
export async function findingOf(
  check: Check,
  input: Given = given.service(),
  rule: Partial<AnyRule> = {},
  patch: Partial<JudgeContext> = {},
): Promise<Finding> {
  const { services } = await judged(input.resources(), [sampleRule(check, rule)], patch);
  const finding = services.find(({ service }) => service.subject.name === "checkout")?.findings[0];
  assert.ok(finding);
  return finding;
}

export const fails: Check = ({ fail }) => fail("missing", {});

/** A baseline's entry of that failure at tier 1, with values laid over. */
export const entry = (patch: Record<string, unknown> = {}) => ({
  service: "checkout",
  rule: "sample-rule",
  message: "missing",
  tier: 1,
  ...patch,
});

/** The perfect stack in mode ratchet with a baseline. */
export const ratchet = (...baseline: readonly Record<string, unknown>[]): Given =>
  given.service().catalog({ mode: "ratchet", baseline });
