import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { onCallPolicies, pagingServices } from "../../../../policy-pack/views/on-call/on-call";
import type { Level } from "../../../../policy-pack/views/on-call/on-call-targets";
import { type Given, given } from "../../given";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { schedule, escalationPolicy, service } = pagerduty;

function checkout(input: Given) {
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  assert.ok(found);
  return found;
}

/** Policies as text: names, or why they are not known. */
function policies(input: Given): readonly string[] {
  const { subject, evidence } = checkout(input);
  return onCallPolicies(subject, evidence).map((one) =>
    "value" in one ? one.value.name : one.unknown.reason,
  );
}

/** The readings of the one policy, each level as the names or keys of its targets. */
function readings(input: Given): readonly (readonly string[])[] {
  const { subject, evidence } = checkout(input);
  const [one] = onCallPolicies(subject, evidence);
  assert.ok(one && "value" in one);
  const write = (level: Level): string =>
    level.map(({ schedule: named, key }) => named?.resource.name ?? key ?? "?").join(" + ");
  return one.value.readings().map((levels) => levels.map(write));
}

/** The policy with one level a target, computed from these schedules; an id of "" is not among their properties. */
function withTargets(ids: readonly string[], schedules: Readonly<Record<string, string>>): Given {
  const start = given
    .service()
    .without(escalationPolicy, "checkout-policy")
    .without(schedule, "checkout-schedule")
    .add({
      type: escalationPolicy,
      name: "checkout-policy",
      props: {
        id: "PPOL-checkout",
        rules: ids.map((id) => ({ targets: [{ type: "schedule_reference", id }] })),
      },
      dependsOn: { rules: Object.keys(schedules) },
    });
  return Object.entries(schedules).reduce(
    (all, [name, id]) => all.add({ type: schedule, name, props: { name, ...(id === "" ? {} : { id }) } }),
    start,
  );
}

describe("on-call policies", () => {
  it("are those of the paging services, each once", () => {
    const twice = given.service().add({
      type: service,
      name: "checkout-web",
      props: { name: "checkout-web", escalationPolicy: "PPOL-checkout" },
    });
    assert.deepEqual(policies(twice), ["checkout-policy"]);
  });

  it("leave out that of a ticket queue of low urgency", () => {
    const tickets = given.service().add({
      type: service,
      name: "checkout-tickets",
      props: {
        name: "checkout-tickets",
        escalationPolicy: "PTICKETS",
        incidentUrgencyRule: { type: "constant", urgency: "low" },
      },
    });
    assert.deepEqual(policies(tickets), ["checkout-policy"]);
    const { subject, evidence } = checkout(tickets);
    const names = pagingServices(subject, evidence).map(({ name }) => name);
    assert.deepEqual(names, ["checkout-pagerduty"]);
  });

  it("are found by relation where no id is known", () => {
    const first = given
      .service()
      .with(service, "checkout-pagerduty", { escalationPolicy: unknown })
      .with(escalationPolicy, "checkout-policy", { id: unknown });
    assert.deepEqual(policies(first), ["checkout-policy"]);
  });

  it("are those to which routing rules of Datadog lead, known or not", () => {
    const policy = (name: string, id: string) => ({
      type: datadog.onCallEscalationPolicy,
      name,
      props: { id, name },
    });
    const routed = given
      .service()
      .without(service, "checkout-pagerduty")
      .add(policy("day", "DDAY"))
      .add(policy("night", unknown))
      .add(policy("unused", "DUNUSED"))
      .add({
        type: datadog.onCallTeamRoutingRules,
        name: "routing",
        props: {
          rules: [{ escalationPolicy: "DDAY" }, { actions: [{ escalationPolicy: { policyId: unknown } }] }],
        },
        dependsOn: { rules: ["day", "night"] },
      });
    assert.deepEqual(policies(routed), ["day", "night"]);
  });

  it("are not known where the catalog says that they exist elsewhere", () => {
    const existing = given
      .service()
      .without(service, "checkout-pagerduty")
      .without(escalationPolicy, "checkout-policy")
      .facts({ onCall: { existing: { policy: "Shop" } } });
    assert.deepEqual(policies(existing), [
      "who is on call for Shop is not managed in this stack, and PagerDuty or Datadog is not observed",
    ]);
  });
});

describe("the readings of a policy's levels", () => {
  const cases: Readonly<Record<string, readonly [Given, readonly (readonly string[])[]]>> = {
    "one, where ids are known": [withTargets(["P1", "P2"], { one: "P1", two: "P2" }), [["one", "two"]]],
    "one, where one new schedule fills an unknown target": [
      withTargets([unknown, "PELSEWHERE"], { one: unknown }),
      [["one", "PELSEWHERE"]],
    ],
    "one, where a schedule that exists leaves one for the unknown target": [
      withTargets(["P1", unknown], { one: "P1", two: unknown }),
      [["one", "two"]],
    ],
    "both orders of two new schedules": [
      withTargets([unknown, unknown], { one: unknown, two: unknown }),
      [
        ["one", "two"],
        ["two", "one"],
      ],
    ],
    "one new schedule twice": [withTargets([unknown, unknown], { one: unknown }), [["one", "one"]]],
    "both orders where the provider keeps no ids": [
      withTargets(["P1", "P2"], { one: "", two: "" }),
      [
        ["one", "two"],
        ["two", "one"],
      ],
    ],
    "one where the provider keeps no id of one schedule": [
      withTargets(["P1", "P1"], { one: "" }),
      [["one", "one"]],
    ],
    "either of two where one target comes from two schedules": [
      withTargets([unknown], { one: unknown, two: unknown }),
      [["one"], ["two"]],
    ],
    "one that is open, where nothing tells whom it pages": [withTargets([unknown], {}), [["?"]]],
    "one that is open, where there are too many ways": [
      withTargets(
        [1, 2, 3, 4, 5, 6].map(() => unknown),
        Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`s${at}`, unknown])),
      ),
      [["?", "?", "?", "?", "?", "?"]],
    ],
  };
  for (const [name, [input, expected]] of Object.entries(cases))
    it(`are ${name}`, () => assert.deepEqual(readings(input), expected));
});
