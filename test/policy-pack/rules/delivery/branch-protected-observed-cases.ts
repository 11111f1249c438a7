import type { ObservedResource } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import type { Given } from "../../given";
import {
  classic,
  elsewhere,
  organizationRuleset,
  repositoryRuleset,
  seen,
  seenHome,
} from "../../observed-repository";
import { addOrganizationRuleset, inOwnRepository } from "../../own-repository";
import type { ExpectedFailure } from "../../rule-tester";
import { both, gap, names } from "./branch-protected-cases";

const deletion = organizationRuleset({ deletion: true });
const noForce = repositoryRuleset({ nonFastForward: true });
const property = (value: string) => ({
  type: github.repositoryCustomProperty,
  id: "checkout:tier",
  name: "tier",
  props: { repository: "checkout", propertyName: "tier", propertyValues: [value] },
});
const byProperty = (name: string, source: "custom" | "system", start = elsewhere()): Given =>
  addOrganizationRuleset(
    seen(start, []),
    { repositoryProperty: { includes: [{ name, source, propertyValues: ["1", "Go"] }], excludes: [] } },
    both,
  );
const byId = (start: Given): Given => addOrganizationRuleset(seen(start, []), { repositoryIds: [11] }, both);
const byNodeId = (start: Given, id: string): Given =>
  start.add({
    type: github.branchProtection,
    name: "looked-up",
    props: { repositoryId: id, pattern: "main" },
  });
const withoutNodeId = (): Given => inOwnRepository({ nodeId: undefined }).facts({ branch: "main" });

const hidden = (rulesets: readonly ObservedResource[]): Given =>
  elsewhere()
    .observed("branch-protections", "checkout", { permission: "Administration: read" })
    .observed("branch-rulesets", "checkout", { value: { resources: [...rulesets] } });

export const observedPassing: Readonly<Record<string, Given>> = {
  "a classic protection that was seen": seen(elsewhere(), [classic({})]),
  "a ruleset of the repository that was seen": seen(elsewhere(), [repositoryRuleset(both.rules)]),
  "a ruleset of the organisation that was seen": seen(elsewhere(), [organizationRuleset(both.rules)]),
  "a ruleset of the organisation that was seen without its choice of repositories, as rules of branches are told":
    seen(elsewhere(), [
      organizationRuleset(both.rules, { conditions: { refName: { includes: ["~ALL"], excludes: [] } } }),
    ]),
  "rulesets of repository and organisation that add up": seen(elsewhere(), [noForce, deletion]),
  "a classic protection and a ruleset that add up": seen(elsewhere(), [
    classic({ allowsDeletions: true }),
    deletion,
  ]),
  "rulesets that suffice where the classic protection is hidden": hidden([repositoryRuleset(both.rules)]),
  "what the stack that owns the account tells": seen(elsewhere(), [classic({})], "stack:prod"),
  "what was seen of a repository that the owner's stack names with its owner": seen(
    elsewhere().facts({ repository: "checkout" }),
    [classic({ repositoryId: "Shop/Checkout" })],
    "stack:prod",
  ),
  "what is declared here, whatever was seen besides": seen(
    elsewhere().add({
      type: github.branchProtection,
      name: "own-main",
      props: { repositoryId: "checkout", pattern: "main" },
    }),
    [],
  ),
  "a ruleset of the organisation by an id that GitHub tells": byId(elsewhere({ repoId: 11 })),
  "a ruleset of the organisation by a property that GitHub tells": byProperty("tier", "custom").observed(
    "custom-properties",
    "checkout",
    { value: { resources: [property("1")] } },
  ),
  "a ruleset of the organisation by a property that GitHub keeps itself": byProperty(
    "language",
    "system",
    elsewhere({ language: "Go" }),
  ),
  "a protection by a node id that GitHub tells": byNodeId(
    withoutNodeId().observed("repository", "checkout", {
      value: { resources: [seenHome({ nodeId: "R_kgDOLookedUp" })] },
    }),
    "R_kgDOLookedUp",
  ),
};

const seenGap = (message: string, on?: string): ExpectedFailure => ({
  message,
  data: names,
  subject: "main",
  ...(on === undefined ? {} : { on }),
});

export const observedFailing: Readonly<Record<string, readonly [Given, readonly ExpectedFailure[]]>> = {
  "a seen repository without any protection": [seen(elsewhere(), []), [seenGap("unprotected", "checkout")]],
  "a repository whose protection GitHub says is absent": [
    elsewhere().observed("branch-protections", "checkout", "absent"),
    [seenGap("unprotected", "checkout")],
  ],
  "a seen protection that allows both": [
    seen(elsewhere(), [classic({ allowsForcePushes: true, allowsDeletions: true })]),
    [seenGap("forcePush", "BPR_1"), seenGap("deletion", "BPR_1")],
  ],
  "a seen ruleset that forbids only one": [
    seen(elsewhere(), [deletion]),
    [seenGap("forcePush", "ruleset-601")],
  ],
  "a seen ruleset that is only evaluated": [
    seen(elsewhere(), [organizationRuleset(both.rules, { enforcement: "evaluate" })]),
    [seenGap("unprotected", "checkout")],
  ],
  "a seen ruleset of another branch": [
    seen(elsewhere(), [
      repositoryRuleset(both.rules, {
        conditions: { refName: { includes: ["refs/heads/release/*"], excludes: [] } },
      }),
    ]),
    [seenGap("unprotected", "checkout")],
  ],
  "a seen person who may force push": [
    seen(elsewhere(), [classic({ forcePushBypassers: ["/amy"] })]),
    [{ ...seenGap("forcePushers", "BPR_1"), data: { ...names, who: "amy" } }],
  ],
  "what the stack that owns the account tells of a gap": [
    seen(elsewhere(), [classic({ allowsDeletions: true })], "stack:prod"),
    [seenGap("deletion", "BPR_1")],
  ],
  "a ruleset that was seen in force for another service's repository": [
    seen(elsewhere(), []).other(
      "cart",
      { repository: "cart" },
      [],
      [
        {
          kind: "branch-protections",
          subject: "cart",
          source: "github",
          at: "2026-11-23T07:00:00.000Z",
          answer: { state: "value", value: { resources: [organizationRuleset(both.rules)] } },
        },
      ],
    ),
    [seenGap("unprotected", "checkout")],
  ],
  "a ruleset of the organisation by another id than GitHub tells": [
    byId(elsewhere({ repoId: 12 })),
    [seenGap("unprotected", "checkout")],
  ],
  "a ruleset of the organisation by a property that has another value": [
    byProperty("tier", "custom").observed("custom-properties", "checkout", {
      value: { resources: [property("3")] },
    }),
    [seenGap("unprotected", "checkout")],
  ],
  "a ruleset of the organisation by a property that is not set": [
    byProperty("tier", "custom").observed("custom-properties", "checkout", "absent"),
    [seenGap("unprotected", "checkout")],
  ],
  "a protection by the node id of a repository that GitHub says is another one": [
    byNodeId(
      withoutNodeId().observed("repository", "checkout", {
        value: { resources: [seenHome({ nodeId: "R_kgDOOther" })] },
      }),
      "R_kgDOLookedUp",
    ),
    [gap("unprotected", "own")],
  ],
};

export const observedUnknown: Readonly<Record<string, readonly [Given, string]>> = {
  "a protection that GitHub hides": [
    elsewhere().observed("branch-protections", "checkout", { permission: "Administration: read" }),
    "unobserved: GitHub shows the protection of branch main of repository checkout only with the permission",
  ],
  "what a hidden protection adds to rulesets that do not suffice": [
    hidden([deletion]),
    "unobserved: GitHub shows the protection of branch main of repository checkout only with the permission",
  ],
  "a protection that GitHub did not tell": [
    elsewhere().observed("branch-protections", "checkout", { reason: "it timed out" }),
    "unobserved: GitHub did not tell the protection of branch main of repository checkout: it timed out",
  ],
  "a ruleset of the organisation by an id that GitHub did not tell": [
    byId(elsewhere()),
    "unobserved: GitHub did not tell the id of repository checkout",
  ],
  "a ruleset of the organisation by a property that GitHub did not tell": [
    byProperty("tier", "custom"),
    "unobserved: GitHub did not tell the property tier of repository checkout",
  ],
  "a protection by a node id where GitHub tells none": [
    byNodeId(
      withoutNodeId().observed("repository", "checkout", { value: { resources: [seenHome()] } }),
      "R_kgDOLookedUp",
    ),
    "unobserved: GitHub did not tell the repository that looked-up is about",
  ],
};
