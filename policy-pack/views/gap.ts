import type { FactKind } from "../../evidence/facts";
import type { Evidence } from "../engine/rule";
import { attempt } from "./attempt";

/**
 * Holds a gap in what is declared against what a vendor tells. It returns where the gap stands, which it also does where
 * no vendor is observed, and throws UnknownValue where one that is observed did not tell what could fill it.
 */
export function confirmGap(evidence: Evidence, kind: FactKind, subject: string, what: string): void {
  const asked = attempt(() => evidence.ask(kind, subject, what));
  if ("unknown" in asked && asked.unknown.unknownCause !== "no-collector") throw asked.unknown;
}
