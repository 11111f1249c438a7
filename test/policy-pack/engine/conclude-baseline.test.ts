import assert from "node:assert/strict";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { datadog } from "../../../policy-pack/engine/tokens";
import { type Given, given } from "../given";
import { type Check, entry, fails, findingOf, ratchet } from "./conclude-cases";

describe("the baseline", () => {
  const about =
    (subject: string): Check =>
    ({ fail }) =>
      fail("missing", {}, { subject });
  const cases: Readonly<Record<string, readonly [Given, Check, Partial<AnyRule>, "advisory" | "mandatory"]>> =
    {
      "tolerates the failure that it has": [ratchet(entry()), fails, {}, "advisory"],
      "tolerates nothing that it does not have": [ratchet(), fails, {}, "mandatory"],
      "tolerates no other service's": [ratchet(entry({ service: "spare" })), fails, {}, "mandatory"],
      "tolerates no other rule's": [ratchet(entry({ rule: "other-rule" })), fails, {}, "mandatory"],
      "tolerates no other message": [ratchet(entry({ message: "weak" })), fails, {}, "mandatory"],
      "tolerates no other tier's": [ratchet(entry({ tier: 2 })), fails, {}, "mandatory"],
      "tolerates a failure about its subject": [
        ratchet(entry({ subject: "latency" })),
        about("latency"),
        {},
        "advisory",
      ],
      "tolerates no other subject": [
        ratchet(entry({ subject: "latency" })),
        about("errors"),
        {},
        "mandatory",
      ],
      "tolerates no subject where it has none": [ratchet(entry()), about("latency"), {}, "mandatory"],
      "tolerates nothing without a subject where it has one": [
        ratchet(entry({ subject: "latency" })),
        fails,
        {},
        "mandatory",
      ],
      "tolerates a service by its earlier name": [
        ratchet(entry({ service: "basket" })).facts({ aliases: ["basket"] }),
        fails,
        {},
        "advisory",
      ],
      "tolerates nothing of a rule that cannot be waived": [
        ratchet(entry()),
        fails,
        { unwaivableAt: [1] },
        "mandatory",
      ],
      "tolerates nothing in another mode": [
        given.service().catalog({ mode: "enforce", baseline: [entry()] }),
        fails,
        {},
        "mandatory",
      ],
      "tolerates no error": [
        ratchet(entry({ message: "error" })),
        () => {
          throw new Error("boom");
        },
        {},
        "mandatory",
      ],
      "tolerates nothing that is unknown": [
        ratchet(entry({ message: "unknown" })),
        ({ unknown }) => unknown("partial", "it is hidden"),
        {},
        "mandatory",
      ],
      "tolerates no computed fact": [
        ratchet(entry({ message: "authored" })),
        ({ unknown }) => unknown("authored", "The owner is computed."),
        {},
        "mandatory",
      ],
      "tolerates a failure whose subject is blank as one without": [
        ratchet(entry()),
        about("  "),
        {},
        "advisory",
      ],
    };
  for (const [name, [input, check, rule, expected]] of Object.entries(cases))
    it(name, async () => {
      const { enforcement, violations } = await findingOf(check, input, rule);
      assert.equal(enforcement, expected);
      assert.equal(violations[0]?.gate, expected); // The gate takes the baseline as the run does.
    });
});

describe("hostile text", () => {
  it("reaches no message, subject or waiver's sentence unescaped", async () => {
    const evil = "x\n[mandatory] forged\u001b[2K";
    const finding = await findingOf(({ fail }) => fail("weak", { thing: evil }, { subject: evil }));
    assert.equal(
      finding.violations[0]?.text,
      "The thing x\\u000a[mandatory] forged\\u001b[2K must be strong.",
    );
  });
  it("of a resource's name cannot stand for another's subject", async () => {
    const check: Check = ({ evidence, fail }) => {
      for (const resource of evidence.of(datadog.monitor))
        fail("missing", {}, { subject: resource.name, resource });
    };
    const evil = { type: datadog.monitor, name: 'checkout-latency-burn-fast","x', props: {} };
    const finding = await findingOf(
      check,
      ratchet(entry({ subject: "checkout-latency-burn-fast" })).add(evil),
    );
    const of = Object.fromEntries(
      finding.violations.map(({ subject, enforcement }) => [subject, enforcement]),
    );
    assert.equal(of["checkout-latency-burn-fast"], "advisory");
    assert.equal(of['checkout-latency-burn-fast","x'], "mandatory");
  });
});
