import assert from "node:assert/strict";
import { azure } from "../../../policy-pack/engine/tokens";
import { everyVersion } from "../../../policy-pack/views/azure-versions";

describe("every version of a token of Azure", () => {
  it("is its own and each with an API version", () => {
    const all = everyVersion(azure.sqlDatabase);
    assert.equal(all.length, 26);
    for (const token of [
      azure.sqlDatabase,
      "azure-native:sql/v20211101:Database",
      "azure-native:sql/v20250201preview:Database",
    ])
      assert.ok(all.includes(token), token);
  });
  it("is a token for each of the types that have stores", () => {
    for (const token of Object.values(azure)) {
      const all = everyVersion(token);
      assert.ok(all.length > 10, token);
      assert.equal(new Set(all).size, all.length);
      for (const one of all) assert.match(one, /^azure-native:\w+(\/v20\d{6}\w*)?:\w+$/);
    }
  });
  it("is the token alone where none is known", () => {
    assert.deepEqual(everyVersion("azure-native:network:VirtualNetwork"), [
      "azure-native:network:VirtualNetwork",
    ]);
  });
});
