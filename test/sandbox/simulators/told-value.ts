import assert from "node:assert/strict";
import { type FactKind, type FactValue, factKinds, type ObservedFact } from "../../../evidence/facts";

/** The value of the first fact of a kind. Fails where nothing of that kind was told. */
export function toldValue<K extends FactKind>(facts: readonly ObservedFact[], kind: K): FactValue<K> {
  const answer = facts.find((one) => one.kind === kind)?.answer;
  assert.ok(answer?.state === "value", `${kind}: ${JSON.stringify(answer)}`);
  return factKinds[kind].schema.parse(answer.value) as FactValue<K>; // as its own schema has just read it
}
