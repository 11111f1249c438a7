import type { FactValue } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import { deployedRecently } from "../../../../policy-pack/rules/delivery/deployed-recently";
import { type Given, given } from "../../given";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Deployment = FactValue<"deployments">["deployments"][number];

/** A deployment that succeeded from the default branch, some days before the tests' day, changed. */
const deployed = (daysAgo: number, more: Partial<Deployment> = {}): Deployment => ({
  at: new Date(Date.UTC(2026, 10, 23 - daysAgo, 6)).toISOString(),
  states: ["success", "in_progress", "queued"],
  ref: "main",
  ...more,
});
const gone = (daysAgo: number, more: Partial<Deployment> = {}): Deployment => {
  const { ref: _, ...rest } = deployed(daysAgo);
  return { ...rest, ...more };
};
const seen = (...deployments: readonly Deployment[]): Given =>
  given
    .service()
    .observed("deployments", "astronomy-shop:production", { value: { deployments: [...deployments] } });
const byDatadog = (start: Given, ...deployments: readonly Deployment[]): Given =>
  start.observed("service-deployments", "checkout", { value: { deployments: [...deployments] } });
const byOtherTool = { pipeline: { url: "https://ci.astronomy-shop.example/checkout" } };
const failure = (message: string, more: Readonly<Record<string, number>> = {}): ExpectedFailure => ({
  message,
  data: { environment: "production", ...more },
  subject: "production",
  observed: message !== "none",
});

testRule(deployedRecently, {
  pass: {
    "a success some days ago": seen(deployed(12)),
    "a success on the last day that counts": seen(deployed(90)),
    "a success that a later one has made inactive": seen(
      deployed(1, { ref: "hotfix", onDefaultBranch: false }),
      deployed(12, { states: ["inactive", "success", "queued"] }),
    ),
    "a success before a failure": seen(deployed(1, { states: ["failure"] }), deployed(12)),
    "a deployment that GitHub sums up as active": seen(deployed(12, { states: ["active"] })),
    "a branch that is gone since, whose commit is part of the default one": seen(
      gone(12, { onDefaultBranch: true }),
    ),
    "a tag of the default branch": seen(deployed(12, { ref: "v1.4.2", onDefaultBranch: true })),
    "a deployment of unknown origin that is later than one that counts": seen(gone(3), deployed(12)),
    "the environment that the catalog names": seen(deployed(200))
      .facts({ environments: { production: "live" } })
      .observed("deployments", "Astronomy-Shop:Live", { value: { deployments: [deployed(12)] } }),
    "what Datadog tells of a tool that GitHub knows nothing of": byDatadog(
      seen().facts(byOtherTool),
      deployed(12, { onDefaultBranch: true }),
    ),
    "what Datadog tells, whatever GitHub did not": byDatadog(
      given.service().unobserved("deployments"),
      deployed(12),
    ),
  },
  fail: {
    "no deployment on record": [seen(), [failure("none")]],
    "an environment that GitHub does not know": [
      given.service().observed("deployments", "astronomy-shop:production", "absent"),
      [failure("none")],
    ],
    "a deployment of another environment": [
      seen().observed("deployments", "astronomy-shop:staging", { value: { deployments: [deployed(1)] } }),
      [failure("none")],
    ],
    "no deployment on record with any tool": [byDatadog(seen().facts(byOtherTool)), [failure("none")]],
    "a success too long ago": [seen(deployed(200)), [failure("old", { most: 90, days: 200 })]],
    "a success one day too long ago": [seen(deployed(91)), [failure("old", { most: 90, days: 91 })]],
    "a success that an organisation calls too long ago": [
      seen(deployed(12)).parameters({ days: 7 }),
      [failure("old", { most: 7, days: 12 })],
    ],
    "deployments without a success": [
      seen(
        deployed(1, { states: ["queued"] }),
        deployed(2, { states: [] }),
        deployed(3, { states: ["inactive", "error"] }),
      ),
      [failure("failed")],
    ],
    "a deployment that is dated after today": [seen(deployed(-2)), [failure("failed")]],
    "deployments of another branch": [
      seen(deployed(1, { ref: "hotfix", onDefaultBranch: false }), gone(2, { onDefaultBranch: false })),
      [failure("foreign")],
    ],
    "a deployment of another branch after one that is too old": [
      seen(deployed(1, { ref: "hotfix", onDefaultBranch: false }), deployed(120)),
      [failure("old", { most: 90, days: 120 })],
    ],
    "a deployment of unknown origin that is too old anyway": [
      seen(gone(120)),
      [failure("old", { most: 90, days: 120 })],
    ],
  },
  notApplicable: {
    "tier 2": seen().tier(2),
    "a service without a repository": seen().facts({ repository: undefined }),
    "an archived repository": seen()
      .facts({ repository: "attic", path: undefined })
      .add({ type: github.repository, name: "attic", props: { name: "attic", archived: true } }),
  },
  unknown: {
    "deployments that nobody observes": [
      given.service().unobserved("deployments"),
      "no-collector: the deployments of repository astronomy-shop to production",
    ],
    "deployments that GitHub hides": [
      given
        .service()
        .observed("deployments", "astronomy-shop:production", { permission: "Deployments: read" }),
      "unobserved: GitHub shows the deployments of repository astronomy-shop to production only with",
    ],
    "deployments of a tool that nobody observes": [
      seen().facts(byOtherTool),
      "no-collector: the deployments of checkout",
    ],
    "whether a branch that is gone was part of the default one": [
      seen(gone(12), deployed(120)),
      "unobserved: GitHub did not tell whether a branch that is gone is part of the default branch",
    ],
    "whether a tag is part of the default branch": [
      seen(deployed(12, { ref: "v1.4.2" })),
      "unobserved: GitHub did not tell whether v1.4.2 is part of the default branch",
    ],
  },
});
