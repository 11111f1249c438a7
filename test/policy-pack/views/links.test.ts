import assert from "node:assert/strict";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import type { Evidence, Resource } from "../../../policy-pack/engine/rule";
import { pagerduty } from "../../../policy-pack/engine/tokens";
import { UnknownValue } from "../../../policy-pack/engine/value";
import { idOf, nameOf, referredTo } from "../../../policy-pack/views/links";
import { type Given, given } from "../given";

const { escalationPolicy, service } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function pagerIn(input: Given): readonly [Evidence, Resource] {
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  const pager = found?.evidence.of(service)[0];
  assert.ok(found && pager);
  return [found.evidence, pager];
}

/** The name of the policy that the PagerDuty service refers to. */
function policyName(input: Given): string | undefined {
  return referredTo(...pagerIn(input), "escalationPolicy", [escalationPolicy])?.name;
}

describe("links between resources", () => {
  it("follow a known id", () => assert.equal(policyName(given.service()), "checkout-policy"));

  it("follow a known id to a resource of another service", () => {
    const other = given.service().with(service, "checkout-pagerduty", { escalationPolicy: "PPOL-spare" });
    assert.equal(policyName(other), "spare-policy");
  });

  it("follow a relation while the id is not known", () => {
    assert.equal(
      policyName(given.service().unknown(service, "checkout-pagerduty", "escalationPolicy")),
      "checkout-policy",
    );
  });

  it("follow a relation to a resource that keeps no id", () => {
    assert.equal(
      policyName(given.service().with(escalationPolicy, "checkout-policy", { id: undefined })),
      "checkout-policy",
    );
  });

  it("end where a known id belongs to nothing here", () => {
    const elsewhere = given.service().with(service, "checkout-pagerduty", { escalationPolicy: "PELSEWHERE" });
    assert.equal(policyName(elsewhere), undefined);
  });

  it("are not known where neither id nor relation tells", () => {
    const lost = given
      .service()
      .without(escalationPolicy, "checkout-policy")
      .unknown(service, "checkout-pagerduty", "escalationPolicy");
    assert.throws(() => policyName(lost), UnknownValue);
  });

  it("name a resource by its physical name, else by its logical one", () => {
    const [, named] = pagerIn(given.service());
    const [, unnamed] = pagerIn(
      given.service().with(service, "checkout-pagerduty", { name: unknown, id: unknown }),
    );
    assert.deepEqual([nameOf(named), nameOf(unnamed)], ["checkout", "checkout-pagerduty"]);
    assert.deepEqual([idOf(named), idOf(unnamed)], ["PSVC-checkout", undefined]);
  });
});
