import { defineRule } from "../../engine/rule";
import { attempt, take } from "../../views/attempt";
import { hasRollback, idleHint, lastRollback } from "../../views/repository/rollbacks";
import { dateProblem } from "../../views/test-dates";

export const rollbackReady = defineRule({
  id: "rollback-ready",
  area: "reliability",
  level: "gold",
  title: "A bad release can be taken back, by somebody who has done it",
  why: "The fastest cure for a bad release is the release before it, if somebody may go back to it and knows how.",
  fix: "In {file}, state under rollback who may do it (by), where the procedure is (url), and when it was last used or rehearsed (lastUsed); a workflow in .github/workflows with rollback in its name is a procedure as well, and its last good run a use.",
  whenNot:
    "What can only go forward, such as a migration of data, states that as its procedure, with when it was rehearsed.",
  evidence: ["catalog", "observed"],
  messages: {
    missing: "The service must state how a release is taken back, who may do it, and when it was last done.",
    noProcedure: "The service must have a procedure or a workflow to take a release back.",
    nobody: "The service must state who may take a release back.",
    unused: "The service must state when a release was last taken back, or that rehearsed{hint}.",
    future: "The last rollback must not be dated after today; it is of {date}.",
  },
  check({ service, evidence, today, each, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const { rollback } = service.facts;
    const has = attempt(() => hasRollback(service, evidence));
    if (rollback === undefined && "value" in has && !has.value) return fail("missing", {});

    if (rollback?.by === undefined) fail("nobody", {});
    const judgeProcedure = (): void => {
      if (!take(has)) fail("noProcedure", {});
    };
    const judgeUse = (): void => {
      const date = lastRollback(service, evidence);
      const problem = date && dateProblem(date, today, Number.POSITIVE_INFINITY);
      if (date === undefined) fail("unused", { hint: idleHint(service, evidence) });
      else if (problem === "future") fail("future", { date });
    };
    each([judgeProcedure, judgeUse], (judge) => judge());
  },
});
