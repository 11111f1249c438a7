import assert from "node:assert/strict";
import { type Report, reportsOf } from "../../../policy-pack/engine/report";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { datadog, github } from "../../../policy-pack/engine/tokens";
import { type Given, given } from "../given";
import { toRaw } from "../perfect-service";
import { judged, type SampleContext, sampleRule } from "./sample-rule";

async function reports(input: Given, ...rules: readonly AnyRule[]): Promise<readonly Report[]> {
  return reportsOf(await judged(input.resources(), rules));
}

/** The perfect stack with this many more services, all without resources of their own. */
function crowd(count: number, facts: Record<string, unknown> = {}): Given {
  return Array.from({ length: count }).reduce<Given>(
    (stack, _, index) => stack.other(`s${String(index + 1).padStart(2, "0")}`, facts, []),
    given.service(),
  );
}

const notPerfect = ({ service, fail }: SampleContext): void => {
  if (service.name.startsWith("s") && service.name !== "spare") fail("missing", {});
};
const fixOf = (name: string, tier: number): string =>
  `Fix: Set thing of ${name} in catalog/services/${name}.yaml (tier ${tier}, team orders). Why: docs/rules.md#sample-rule.`;

describe("what a judgement shows", () => {
  it("is nothing where all is met", async () => {
    assert.deepEqual(
      await reports(
        given.service(),
        sampleRule(() => {}),
      ),
      [],
    );
  });

  it("is complete in one message: who, which tier, level and must-level, what, how to mend it, and why", async () => {
    const [one] = await reports(
      given.service({ tier: 2 }),
      sampleRule(
        ({ service, fail }) => (service.name === "checkout" ? fail("weak", { thing: "x" }) : undefined),
        {
          level: "silver",
        },
      ),
    );
    assert.deepEqual(one, {
      rule: "sample-rule",
      urn: "urn:pulumi:prod::readiness::readiness:index:Service::checkout",
      enforcement: "mandatory",
      text: `checkout (tier 2, bronze, must be silver): The thing x must be strong.\n${fixOf("checkout", 2)}`,
    });
  });

  it("leaves out what is off", async () => {
    const gold = sampleRule(({ fail }) => fail("missing", {}), { level: "gold" });
    const shown = await reports(given.service({ tier: 3 }), gold);
    assert.deepEqual(
      shown.map(({ urn }) => urn.split("::").at(-1)),
      ["spare"],
    );
  });

  it("is every mandatory failure by itself, however many", async () => {
    const shown = await reports(crowd(40), sampleRule(notPerfect));
    assert.equal(shown.length, 40);
    assert.ok(shown.every(({ enforcement }) => enforcement === "mandatory"));
  });

  it("is every advisory failure by itself up to ten services", async () => {
    const shown = await reports(crowd(10, { tier: 3 }), sampleRule(notPerfect, { level: "silver" }));
    assert.deepEqual(
      shown.map(({ enforcement }) => enforcement),
      Array.from({ length: 10 }, () => "advisory"),
    );
  });

  it("is one line with count and names above ten services", async () => {
    const shown = await reports(crowd(11, { tier: 3 }), sampleRule(notPerfect, { level: "silver" }));
    assert.deepEqual(shown, [
      {
        rule: "sample-rule",
        urn: "urn:pulumi:prod::readiness::readiness:index:Service::s01",
        enforcement: "advisory",
        text: [
          "11 services do not meet this: s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11.",
          "First, s01 (tier 3, bronze, must be bronze): The service must have a thing.",
          fixOf("s01", 3),
        ].join("\n"),
      },
    ]);
  });

  it("keeps what one of many services lacks apart from what the others lack", async () => {
    const two = sampleRule(
      ({ service, fail }) => {
        if (service.name === "s05") fail("weak", { thing: "rota" });
        else if (service.name.startsWith("s") && service.name !== "spare") fail("missing", {});
      },
      { level: "silver" },
    );
    const shown = await reports(crowd(11, { tier: 3 }), two);
    assert.deepEqual(
      shown.map(({ text }) => text.split("\n")[0]),
      [
        "10 services do not meet this: s01, s02, s03, s04, s06, s07, s08, s09, s10, s11.",
        "s05 (tier 3, bronze, must be bronze): The thing rota must be strong.",
      ],
    );
  });

  it("counts services, not failures, before it gathers", async () => {
    const many = sampleRule(
      ({ service, fail }) => {
        if (service.name === "checkout") for (let at = 0; at < 12; at++) fail("weak", { thing: `t${at}` });
      },
      { level: "silver" },
    );
    const shown = await reports(given.service({ tier: 3 }), many);
    assert.deepEqual(
      shown.map(({ text }) => /The thing (\w+)/.exec(text)?.[1]),
      Array.from({ length: 12 }, (_, at) => `t${at}`),
    );
  });

  it("gathers advisory failures and still shows each mandatory one of the same rule", async () => {
    const stack = crowd(11, { tier: 3 }).other("strict", { tier: 1 }, []);
    const shown = await reports(stack, sampleRule(notPerfect, { level: "silver" }));
    assert.deepEqual(
      shown.map(({ enforcement, text }) => [enforcement, text.split("\n")[0]?.slice(0, 22)]),
      [
        ["advisory", "11 services do not mee"],
        ["mandatory", "strict (tier 1, bronze"],
      ],
    );
  });
});

describe("a resource that services share", () => {
  const onProtection = (message: (context: SampleContext) => string): AnyRule =>
    sampleRule(
      (context) => {
        for (const resource of context.evidence.of(github.branchProtection))
          context.fail("weak", { thing: message(context) }, { resource });
      },
      { level: "silver" },
    );
  const stack = given.service({ tier: 3 }).other("cart", { tier: 2 }, []);

  it("is shown once, by the strictest service, with the others named", async () => {
    const shown = await reports(
      stack,
      onProtection(({ service }) => `of tier ${service.tier}`),
    );
    assert.deepEqual(shown, [
      {
        rule: "sample-rule",
        urn: `urn:pulumi:prod::readiness::${github.branchProtection}::astronomy-shop-main`,
        enforcement: "mandatory",
        text: [
          "spare (tier 1, bronze, must be gold): The thing of tier 1 must be strong.",
          fixOf("spare", 1),
          "The same holds for cart (tier 2, mandatory), checkout (tier 3, advisory).",
        ].join("\n"),
      },
    ]);
  });

  it("is shown once for each thing that is wrong with it", async () => {
    const twice = sampleRule(({ evidence, fail }) => {
      for (const resource of evidence.of(github.branchProtection)) {
        fail("weak", { thing: "a" }, { resource });
        fail("weak", { thing: "b" }, { resource });
        fail("missing", {}, { resource });
        fail("missing", {}, { resource, subject: "main" });
      }
    });
    const shown = await reports(stack, twice);
    assert.deepEqual(
      shown.map(({ text }) => /: (The .*)/.exec(text)?.[1]),
      [
        "The thing a must be strong.",
        "The thing b must be strong.",
        "The service must have a thing.",
        "The service must have a thing.",
      ],
    );
    assert.deepEqual(
      [...new Set(shown.map(({ text }) => text.split("\n").at(-1)))],
      ["The same holds for cart (tier 2, mandatory), checkout (tier 3, mandatory)."],
    );
  });

  it("does not merge what is said of two services that only share the resource which names them", async () => {
    const shared = {
      type: datadog.monitor,
      name: "load",
      props: { query: "a{service:cart} / b{service:checkout}" },
    };
    const shown = reportsOf(await judged(toRaw([shared]), [sampleRule(({ fail }) => fail("missing", {}))]));
    assert.deepEqual(
      shown.map(({ urn, text }) => [urn.split("::").at(-1), text.split(" ")[0]]),
      [
        ["load", "cart"],
        ["load", "checkout"],
      ],
    );
  });
});

describe("hostile text", () => {
  it("cannot forge lines or colours by a service's name", async () => {
    const evil = "x\nerror: all is well\u001b[2K";
    const stack = given.service().add({
      type: "aws:rds/instance:Instance",
      name: "db",
      props: { tags: { service: evil } },
      belongs: false,
    });
    const shown = await reports(
      stack,
      sampleRule(({ service, fail }) => (service.name === evil ? fail("missing", {}) : undefined)),
    );
    assert.equal(
      shown[0]?.text.split("\n")[0],
      "x\\u000aerror: all is well\\u001b[2K (tier 3, no level yet, must be bronze): The service must have a thing.",
    );
    assert.equal(shown[0]?.text.split("\n").length, 2);
  });
});
