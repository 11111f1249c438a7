import assert from "node:assert/strict";
import * as real from "@pulumi/policy/deserialize";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { deserializeOnce } from "../../policy-pack/deserialize-once";

type Sdk = { deserializeProperties(properties: object, proxySecrets: boolean): unknown };

function counting(): { readonly sdk: Sdk; readonly calls: () => number } {
  let calls = 0;
  const sdk = {
    deserializeProperties: (properties: object, proxySecrets: boolean) => {
      calls++;
      return { properties, proxySecrets };
    },
  };
  return { sdk, calls: () => calls };
}

describe("deserializing once", () => {
  it("is done once for the same properties, and anew for others", () => {
    const { sdk, calls } = counting();
    deserializeOnce(sdk);
    const [one, two] = [{}, {}];
    assert.equal(sdk.deserializeProperties(one, false), sdk.deserializeProperties(one, false));
    assert.notEqual(sdk.deserializeProperties(one, false), sdk.deserializeProperties(two, false));
    assert.equal(calls(), 2);
  });
  it("is never done for what keeps secrets apart", () => {
    const { sdk, calls } = counting();
    deserializeOnce(sdk);
    const one = {};
    assert.deepEqual(sdk.deserializeProperties(one, false), { properties: one, proxySecrets: false });
    assert.deepEqual(sdk.deserializeProperties(one, true), { properties: one, proxySecrets: true });
    assert.notEqual(sdk.deserializeProperties(one, true), sdk.deserializeProperties(one, true));
    assert.equal(calls(), 4);
  });
  it("leaves an SDK alone that has no such export", () => {
    const sdk = {};
    deserializeOnce(sdk);
    assert.deepEqual(sdk, {});
  });
  it("reaches the real SDK, with the same values as before", () => {
    const sdk: Sdk = { deserializeProperties: Reflect.get(real, "deserializeProperties") };
    const properties = Struct.fromJavaScript({ name: "a", list: [1, { b: true }], none: null });
    const before = sdk.deserializeProperties(properties, false);
    deserializeOnce(sdk);
    assert.deepEqual(sdk.deserializeProperties(properties, false), before);
    assert.equal(sdk.deserializeProperties(properties, false), sdk.deserializeProperties(properties, false));
    assert.equal(Object.getOwnPropertyDescriptor(real, "deserializeProperties")?.writable, true);
  });
});
