import { datadog, github } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { withMain } from "../../own-repository";

import {
  gate,
  guarded,
  job,
  letting,
  listed,
  seenEnvironment,
  sound,
  withWorkflows,
} from "./deployment-guarded-cases";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unreviewed = { ...sound, reviewers: [] };
const privately = { visibility: "private" };
const monitor = { name: "errors", type: "monitor", options: { query: "service:checkout" } };
const apps = (...names: string[]) => ({ value: { apps: names } });

export const passing: Readonly<Record<string, Given>> = {
  "protected branches only, reviewed by a team": guarded(),
  "what several services share": given.service(),
  "an environment in other capitals": guarded({ environment: "Production" }),
  "the environment that the catalog names": guarded({ environment: "live" }).facts({
    environments: { production: "live" },
  }),
  "the usual environment where the catalog names none": guarded().facts({ environments: {} }),
  "listed branches": letting(guarded(listed), { branchPattern: "main" }),
  "listed tags": letting(guarded(listed), { tagPattern: "v*" }),
  "listed branches in the older form": guarded(listed).add({
    type: github.repositoryDeploymentBranchPolicy,
    name: "own-policy",
    props: { environmentName: "production", repository: "checkout", name: "release/*" },
    dependsOn: { repository: ["own"] },
  }),
  "a policy whose environment is made in the same update": letting(guarded(listed), {
    environment: unknownText,
    branchPattern: "main",
  }),
  "a team whose number is only known after the update": guarded({ reviewers: [{ teams: [unknownText] }] }),
  "reviewers that are computed from a team": guarded({ reviewers: unknownText }, withMain(), {
    reviewers: ["ops"],
  }).add({ type: github.team, name: "ops", props: { name: "ops" } }),
  "a single object of reviewers, people beside a team": guarded({ reviewers: { users: [1], teams: [2] } }),
  "administrators who pass, at tier 2": guarded({ canAdminsBypass: true }).tier(2),
  "what is not stated, which lets administrators pass, at tier 2": guarded({
    canAdminsBypass: undefined,
  }).tier(2),
  "reviewers who start the deployment, at tier 2": guarded({ preventSelfReview: false }).tier(2),
  "a gate instead of reviewers, whoever starts it": gate(
    guarded({ reviewers: [], preventSelfReview: false }),
    {},
  ),
  "a gate that names the service, though nobody declares it for one": gate(guarded(unreviewed), {}, false),
  "a gate that looks for faulty deployments": gate(guarded(unreviewed), {
    rules: [{ name: "faults", type: "faulty_deployment_detection" }],
  }),
  "a gate in the environment's own words": gate(guarded({ ...unreviewed, environment: "live" }), {
    env: "Live",
  }).facts({ environments: { production: "live" } }),
  "a gate with one rule that counts beside one in a dry run": gate(guarded(unreviewed), {
    rules: [{ ...monitor, dryRun: true }, monitor],
  }),
  "a gate that Datadog tells": guarded(unreviewed).observed("deployment-gates", "checkout", {
    value: {
      resources: [
        {
          type: datadog.deploymentGate,
          id: "g1",
          name: "g1",
          props: { service: "checkout", env: "production", rules: [monitor] },
        },
      ],
    },
  }),
  "an app that decides over deployments": guarded(unreviewed).observed(
    "deployment-protection-rules",
    "checkout:production",
    apps("datadog"),
  ),
  "an app that decides, where reviewers are only known after the update": guarded({
    reviewers: unknownText,
    preventSelfReview: undefined,
  })
    .tier(2)
    .observed("deployment-protection-rules", "checkout:production", apps("datadog")),
  "no reviewers on a private repository of a plan without them": guarded(unreviewed)
    .with(github.repository, "own", privately)
    .catalog({ plans: { github: "team" } }),
  "reviewers on a private repository of the enterprise plan": guarded()
    .with(github.repository, "own", privately)
    .catalog({ plans: { github: "enterprise" } }),
  "a workflow that deploys to it": withWorkflows(guarded(), {
    "ci.yml": job("environment: test"),
    "release.yaml": job("environment: production"),
  }),
  "a workflow that names it with its address, in other capitals": withWorkflows(guarded(), {
    "release.yml": job("environment:", "  name: Production", "  url: https://shop.example"),
  }),
  "deployments to it that are on record, whatever workflows say": withWorkflows(guarded(), {
    "ci.yml": job(),
  }).observed("deployments", "Checkout:Production", {
    value: { deployments: [{ at: "2026-01-01T00:00:00.000Z", states: ["failure"] }] },
  }),
  "a seen environment": seenEnvironment(),
  "a seen environment that lists branches": seenEnvironment(listed, ["main"]),
  "a seen environment of which nobody tells whether administrators pass, at tier 2": seenEnvironment({
    canAdminsBypass: null,
  }).tier(2),
  "a declared environment before what was seen": guarded({}, seenEnvironment({ reviewers: [] })),
};
