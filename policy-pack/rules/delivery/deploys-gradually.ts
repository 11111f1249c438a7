import { defineRule } from "../../engine/rule";
import { gateGaps, productionGates } from "../../views/deployments/gates";
import { declaredDeliveries } from "../../views/deployments/gradual";
import { asksGate } from "../../views/deployments/workflows";
import { nameOf } from "../../views/links";

export const deploysGradually = defineRule({
  id: "deploys-gradually",
  area: "delivery",
  level: "gold",
  title: "A bad release reaches few users and is stopped by itself",
  why: "What goes to everybody at once hurts everybody at once, and whoever watches a release looks away at the wrong moment.",
  fix: "Deliver by canary or blue-green with an analysis or alarm that stops it, or ask a deployment gate first. Where the stack declares none of it, set delivery in {file}: its strategy, what stops a bad release by itself, and a link to where that can be seen.",
  whenNot:
    "A service of which only one copy can run cannot shift traffic; a gate before its deployment counts as well.",
  evidence: ["catalog", "declared"],
  tiers: [1],
  messages: {
    undeclared: "The service must say how its releases reach users gradually, and what stops a bad one.",
    rolling: "The delivery strategy must be canary, blue-green or gate; it is {strategy}.",
    stopless: "The {strategy} delivery must state what stops a bad release by itself.",
    unlinked: "The {strategy} delivery must link to where its stop can be seen.",
    atOnce: "{delivery} must bring a release to some users before it reaches all.",
    noStop: "{delivery} must stop a bad release by itself, on an analysis or alarm that counts.",
    noTemplate: "{delivery} must analyse by a template that exists; {template} does not.",
    rehearsed: "Deployment gate {gate} must not be a dry run, which lets every release pass.",
    ruleless: "Deployment gate {gate} must have a rule that can stop a release.",
    unasked:
      "Deployment gate {gate} must be asked by a workflow, or be the delivery strategy in the catalog.",
  },
  check({ service, evidence, surroundings, fail, notApplicable }) {
    const deliveries = declaredDeliveries(service, evidence, surroundings);
    const gates = productionGates(service, evidence, surroundings);
    const { delivery } = service.facts;
    const isAsked = delivery?.strategy === "gate" || (gates.sound.length > 0 && asksGate(service, evidence));
    if (deliveries.sound.length > 0 || (gates.sound.length > 0 && isAsked)) return;

    const [doubt] = [...deliveries.undecided, ...gates.undecided];
    if (doubt !== undefined) throw doubt.error;
    for (const { item, defect } of deliveries.defective) {
      const site = { subject: nameOf(item.resource), resource: item.resource };
      const data = { delivery: item.label };
      if (typeof defect === "object") fail("noTemplate", { ...data, template: defect.template }, site);
      else fail(defect === "at once" ? "atOnce" : "noStop", data, site);
    }
    if (deliveries.defective.length > 0) return;

    // What is declared goes before the catalog's word, which a gate that is only tried out does not take back.
    const gaps = delivery === undefined || delivery.strategy === "gate" ? gateGaps(gates) : [];
    for (const { gate, gap } of gaps)
      fail(gap, { gate: nameOf(gate) }, { subject: nameOf(gate), resource: gate });
    if (gaps.length > 0) return;

    if (delivery === undefined) {
      if (service.inCatalog) return fail("undeclared", {});
      return notApplicable("the service is not in a catalog, and the stack declares nothing of its delivery");
    }
    const { strategy, stop, url } = delivery;
    if (strategy === "rolling") return fail("rolling", { strategy });
    if (stop === undefined) fail("stopless", { strategy });
    if (url === undefined) fail("unlinked", { strategy });
  },
});
