import assert from "node:assert/strict";
import { AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { type StackRequests, walkOnce } from "../../policy-pack/walk-once";

function requestsOf(...resources: readonly string[]): Required<StackRequests> {
  return { getResourcesList: () => [...resources] };
}

describe("walking once", () => {
  it("shows a request's resources to who walks first, and to nobody after", () => {
    const requests = requestsOf("a", "b");
    walkOnce(requests);
    const list = requests.getResourcesList();
    assert.deepEqual([[...list], [...list], [...list]], [["a", "b"], [], []]);
  });
  it("shows all to whoever does not walk: how many there are, and whether one is of a type", () => {
    const requests = requestsOf("a", "b");
    walkOnce(requests);
    const list = requests.getResourcesList();
    assert.deepEqual([...list], ["a", "b"]);
    assert.deepEqual([list.length, list.some((one) => one === "b"), list.map(String)], [2, true, ["a", "b"]]);
  });
  it("begins anew with every request", () => {
    const requests = requestsOf("a");
    walkOnce(requests);
    assert.deepEqual([[...requests.getResourcesList()], [...requests.getResourcesList()]], [["a"], ["a"]]);
  });
  it("leaves requests alone that have no such list", () => {
    const requests: StackRequests = {};
    walkOnce(requests);
    assert.deepEqual(requests, {});
  });
  it("fits the real SDK's requests", () => {
    const original = AnalyzeStackRequest.prototype.getResourcesList;
    try {
      walkOnce();
      const request = new AnalyzeStackRequest();
      request.setResourcesList(["a", "b"].map((name) => new AnalyzerResource().setName(name)));
      const list = request.getResourcesList();
      assert.deepEqual([[...list].map((one) => one.getName()), [...list]], [["a", "b"], []]);
    } finally {
      AnalyzeStackRequest.prototype.getResourcesList = original;
    }
  });
});
