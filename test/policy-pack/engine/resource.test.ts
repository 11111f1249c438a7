import assert from "node:assert/strict";
import {
  hiddenResource,
  nameInUrn,
  type RawResource,
  resourceOf,
} from "../../../policy-pack/engine/resource";
import type { Resource } from "../../../policy-pack/engine/rule";
import { UnknownValue } from "../../../policy-pack/engine/value";

function raw(name: string, patch: Partial<RawResource> = {}): RawResource {
  const urn = `urn:pulumi:prod::readiness::a:b:C::${name}`;
  return { urn, type: "a:b:C", name, props: {}, dependencies: [], propertyDependencies: {}, ...patch };
}

describe("a resource's relations", () => {
  const lookup = (urn: string): Resource | undefined =>
    urn === "gone" ? undefined : resourceOf(raw(urn), () => undefined);

  it("are resources, without those that are not part of the run", () => {
    const resource = resourceOf(
      raw("a", {
        parent: "p",
        dependencies: ["b", "gone"],
        propertyDependencies: { rules: ["gone", "c", "d"] },
      }),
      lookup,
    );
    assert.equal(resource.parent?.name, "p");
    assert.deepEqual(
      resource.dependencies.map(({ name }) => name),
      ["b"],
    );
    assert.deepEqual(
      resource.dependenciesOf("rules").map(({ name }) => name),
      ["c", "d"],
    );
  });
  it("are none where nothing is stated", () => {
    const resource = resourceOf(raw("a"), lookup);
    assert.equal(resource.parent, undefined);
    assert.deepEqual(resource.dependenciesOf("rules"), []);
    assert.deepEqual(resource.dependenciesOf("constructor"), []);
  });
  it("are resolved when they are read, so that a resource may name one that comes later", () => {
    const all = new Map<string, Resource>();
    const first = resourceOf(raw("a", { dependencies: ["later"] }), (urn) => all.get(urn));
    all.set(
      "later",
      resourceOf(raw("later"), () => undefined),
    );
    assert.equal(first.dependencies[0]?.name, "later");
  });
});

describe("a resource that a partial run hides", () => {
  const resource = hiddenResource("urn:pulumi:prod::readiness::a:b:C::slo", "a:b:C", () => {
    return new UnknownValue("partial", "slo is not part of this run");
  });
  it("has a name and a type", () => {
    assert.deepEqual([resource.name, resource.type], ["slo", "a:b:C"]);
  });
  const reads: Readonly<Record<string, () => unknown>> = {
    "its parent": () => resource.parent,
    "its dependencies": () => resource.dependencies,
    "what a property depends on": () => resource.dependenciesOf("rules"),
    "a text": () => resource.props.get("name").string(),
    "a number": () => resource.props.get("a").get("b").number(),
    "a truth": () => resource.props.get("a").boolean(),
    "a list": () => resource.props.get("rules").items(),
    "property names": () => resource.props.keys(),
    "whether a property is unknown, as it would pass for a planned value": () =>
      resource.props.get("a").unknown,
    "whether a property is absent, as it would pass for a default": () => resource.props.get("a").absent,
  };
  for (const [what, read] of Object.entries(reads)) {
    it(`does not tell ${what}`, () => {
      assert.throws(read, (error) => error instanceof UnknownValue && error.unknownCause === "partial");
    });
  }
});

describe("the name in a URN", () => {
  const cases: Readonly<Record<string, string>> = {
    "urn:pulumi:prod::readiness::a:b:C::checkout": "checkout",
    "urn:pulumi:prod::readiness::p:q:R$a:b:C::checkout": "checkout",
    "urn:pulumi:prod::readiness::a:b:C::one::two": "one::two",
    "not a urn": "not a urn",
    "": "",
  };
  for (const [urn, name] of Object.entries(cases))
    it(`of ${JSON.stringify(urn)} is ${JSON.stringify(name)}`, () => assert.equal(nameInUrn(urn), name));
});
