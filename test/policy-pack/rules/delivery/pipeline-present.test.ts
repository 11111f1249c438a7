import { github } from "../../../../policy-pack/engine/tokens";
import { pipelinePresent } from "../../../../policy-pack/rules/delivery/pipeline-present";
import { type Given, given } from "../../given";
import { withFile, withFolder } from "../../repository-files";
import { testRule } from "../../rule-tester";
import { job } from "./deployment-guarded-cases";

const release = ".github/workflows/release.yml";
const workflow = `Workflow ${release}`;
const daysAgo = (days: number): string => new Date(Date.UTC(2026, 10, 23 - days, 6)).toISOString();

interface Run {
  readonly at: string;
  readonly conclusion: string;
}
const ok = (days: number): Run => ({ at: daysAgo(days), conclusion: "success" });
const red = (days: number): Run => ({ at: daysAgo(days), conclusion: "failure" });

/** Runs of a workflow, and no deployment on record. */
const runs = (
  all: readonly Run[],
  path = release,
  branch: string | undefined = "main",
  start = given.service(),
): Given =>
  start
    .observed("deployments", "astronomy-shop:production", { value: { deployments: [] } })
    .observed("workflow-runs", `astronomy-shop:${path}`, {
      value: { workflow: path, ...(branch === "" ? {} : { branch }), runs: [...all] },
    });
const deployments = (start: Given, days: number, states = ["success"]): Given =>
  start.observed("deployments", "astronomy-shop:production", {
    value: { deployments: [{ at: daysAgo(days), states, ref: "main" }] },
  });
/** A service whose catalog names no pipeline; its workflows by name. */
const unnamed = (texts: Readonly<Record<string, string>>, start = given.service()): Given =>
  Object.entries(texts).reduce(
    (all, [name, text]) => withFile(all, `.github/workflows/${name}`, text),
    withFolder(start.facts({ pipeline: undefined }), ".github/workflows", ...Object.keys(texts)),
  );
const elsewhere = { pipeline: { url: "https://ci.astronomy-shop.example/checkout" } };
const undeployed = (start = given.service()): Given =>
  start.observed("deployments", "astronomy-shop:production", "absent");
const expression = ["$", "{{ inputs.target }}"].join("");

testRule(pipelinePresent, {
  pass: {
    "a success last week": runs([ok(7)]),
    "a success on the last day that counts": runs([ok(30)]),
    "a success that counts at tier 3 only": runs([ok(90)]).tier(3),
    "a last run that is red after one that succeeded": runs([red(0), red(1), ok(7)]),
    "a success today": runs([ok(0)]),
    "the workflow by another way to write its path": runs([ok(7)]).facts({
      pipeline: { path: "./.github/workflows/release.yml" },
    }),
    "a workflow that deploys to production, where the catalog names none": runs(
      [ok(7)],
      ".github/workflows/ship.yml",
      "main",
      unnamed({ "ci.yml": job("environment: test"), "ship.yml": job("environment: production") }),
    ),
    "one of two workflows that deploy to production": runs(
      [ok(7)],
      ".github/workflows/two.yml",
      "main",
      runs(
        [ok(70)],
        ".github/workflows/one.yml",
        "main",
        unnamed({ "one.yml": job("environment: production"), "two.yml": job("environment: production") }),
      ),
    ),
    "deployments, where the workflow has not run": deployments(runs([]), 7),
    "deployments, where nobody tells of the workflow": deployments(
      given.service().unobserved("workflow-runs"),
      7,
    ),
    "deployments of a tool outside GitHub that are recorded there": deployments(
      given.service().facts(elsewhere),
      7,
    ),
    "deployments of a tool outside GitHub that Datadog tells": undeployed(
      given.service().facts(elsewhere),
    ).observed("service-deployments", "checkout", {
      value: { deployments: [{ at: daysAgo(7), states: ["success"], onDefaultBranch: true }] },
    }),
    "deployments of a pipeline that is no workflow of GitHub's": deployments(
      given
        .service()
        .facts({ pipeline: { path: "Jenkinsfile" } })
        .unobserved("workflow-runs"),
      7,
    ),
  },
  fail: {
    "a success 40 days ago": [
      runs([ok(40)]),
      [{ message: "stale", data: { pipeline: workflow, most: 30, days: 40 } }],
    ],
    "a success one day too long ago": [
      runs([red(1), ok(31)]).tier(2),
      [{ message: "stale", data: { pipeline: workflow, most: 30, days: 31 } }],
    ],
    "a success too long ago for tier 3": [
      runs([ok(91)]).tier(3),
      [{ message: "stale", data: { pipeline: workflow, most: 90, days: 91 }, observed: true }],
    ],
    "runs without a success": [
      runs([red(1), red(2)]),
      [{ message: "never", data: { pipeline: workflow }, observed: true }],
    ],
    "runs that were stopped or skipped": [
      runs([
        { at: daysAgo(1), conclusion: "cancelled" },
        { at: daysAgo(2), conclusion: "skipped" },
      ]),
      [{ message: "never", data: { pipeline: workflow }, observed: true }],
    ],
    "a workflow that never ran": [
      runs([]),
      [{ message: "never", data: { pipeline: workflow }, observed: true }],
    ],
    "a success that is dated after today": [
      runs([ok(-3)]),
      [{ message: "never", data: { pipeline: workflow }, observed: true }],
    ],
    "a workflow that does not exist": [
      undeployed().observed("workflow-runs", `astronomy-shop:${release}`, "absent"),
      [{ message: "gone", data: { workflow: release }, subject: release, observed: false }],
    ],
    "neither a workflow that deploys nor deployments": [
      undeployed(unnamed({ "ci.yml": job("environment: test") })),
      [{ message: "none", data: { environment: "production" } }],
    ],
    "a repository without workflows": [
      undeployed(unnamed({}))
        .facts({ environments: { production: "live" } })
        .observed("deployments", "astronomy-shop:live", "absent"),
      [{ message: "none", data: { environment: "live" } }],
    ],
    "deployments too long ago and a workflow that never ran": [
      deployments(runs([]), 40),
      [{ message: "stale", data: { pipeline: "A deployment to production", most: 30, days: 40 } }],
    ],
    "deployments that never succeeded": [
      deployments(given.service().facts(elsewhere), 1, ["failure"]),
      [{ message: "never", data: { pipeline: "A deployment to production" } }],
    ],
  },
  notApplicable: {
    "a service without a repository": runs([]).facts({ repository: undefined }),
    "an archived repository": runs([])
      .facts({ repository: "attic", path: undefined })
      .add({ type: github.repository, name: "attic", props: { name: "attic", archived: true } }),
  },
  unknown: {
    "runs that nobody observes": [
      undeployed().unobserved("workflow-runs"),
      `no-collector: the runs of workflow ${release}`,
    ],
    "runs that GitHub hides": [
      undeployed().observed("workflow-runs", `astronomy-shop:${release}`, { permission: "Actions: read" }),
      `unobserved: GitHub shows the runs of workflow ${release} only with the permission Actions: read`,
    ],
    "whether deployments succeed where the workflow does not": [
      runs([red(1)]).observed("deployments", "astronomy-shop:production", { reason: "it timed out" }),
      "unobserved: GitHub did not tell the deployments of repository astronomy-shop to production: it timed out",
    ],
    "runs of another branch": [
      runs([ok(1)], release, "develop"),
      `unobserved: GitHub did not tell the runs of workflow ${release} on branch main`,
    ],
    "runs of whatever branch": [
      runs([ok(1)], release, ""),
      `unobserved: GitHub did not tell the runs of workflow ${release} on branch main`,
    ],
    "which workflow deploys, where nobody lists them": [
      undeployed().facts({ pipeline: undefined }).unobserved("repository-tree"),
      "no-collector: the workflows of repository astronomy-shop",
    ],
    "which workflow deploys, where one computes its environment": [
      undeployed(unnamed({ "ship.yml": job(`environment: ${expression}`) })),
      "unobserved: which workflow of repository astronomy-shop deploys to production",
    ],
    "what a tool does that nobody observes": [
      undeployed(given.service().facts(elsewhere)),
      "no-collector: the deployments of checkout",
    ],
  },
});
