import { AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/** What the SDK asks for the resources of a stack, once a request. */
export interface StackRequests {
  getResourcesList?(): unknown[];
}

/**
 * The SDK makes objects of all resources of a stack anew for each policy of the pack, which with a policy a rule costs
 * more than all judging. This lets it do so for the first policy of a request only: the others are given none, as rules
 * only collect, and what is judged is what the first was given (engine/crossguard.ts). Where a later SDK asks in another
 * way, every policy is given all, and nothing changes but the time.
 */
export function walkOnce(requests: StackRequests = AnalyzeStackRequest.prototype): void {
  const { getResourcesList: original } = requests;
  if (original === undefined) return;
  requests.getResourcesList = function (this: StackRequests): unknown[] {
    const resources = original.call(this);
    let isWalked = false;
    const walk = (): Iterator<unknown> => {
      const left = isWalked ? [] : resources;
      isWalked = true;
      return left.values();
    };
    return Object.defineProperty([...resources], Symbol.iterator, { value: walk });
  };
}
