import assert from "node:assert/strict";
import { collaboratorsFact } from "../../../evidence/github/access";
import { botsFact, checksFact } from "../../../evidence/github/changes";
import { deploymentsFact } from "../../../evidence/github/deployments";
import { environmentResource } from "../../../evidence/github/environments";
import { fileFact, leadsTo } from "../../../evidence/github/files";
import { type Protections, protectionsFact, rulesetsFact } from "../../../evidence/github/protections";
import { customPropertiesFact, secretScanningFact } from "../../../evidence/github/repository";
import { teamFact } from "../../../evidence/github/teams";
import { treeFact } from "../../../evidence/github/trees";
import { vulnerabilitiesFact } from "../../../evidence/github/vulnerabilities";

const last = { hasNextPage: false };
const ruleset = {
  id: "RRS_1",
  databaseId: 501,
  name: "main",
  enforcement: "ACTIVE",
  source: { __typename: "Repository" },
  bypassActors: { pageInfo: last, nodes: [] },
};
const rules = [
  { type: "DELETION", repositoryRuleset: { id: "RRS_1" } },
  {
    type: "PULL_REQUEST",
    repositoryRuleset: { id: "RRS_1" },
    parameters: { __typename: "", requiredApprovingReviewCount: 2 },
  },
];
const protections = (some: Partial<Protections> = {}): Protections => ({
  name: "checkout",
  viewerCanAdminister: true,
  owner: { viewerCanAdminister: false },
  rulesets: { pageInfo: last, nodes: [ruleset] },
  defaultBranchRef: { branchProtectionRule: null, rules: { pageInfo: last, nodes: rules } },
  ...some,
});
const propsOf = (told: ReturnType<typeof rulesetsFact>) =>
  told.state === "value" ? told.value.resources.map(({ props }) => props) : [];

describe("what GitHub's answers say", () => {
  it("tells a ruleset with its rules, and who may bypass it to those only who may change it", () => {
    const [props] = propsOf(rulesetsFact(protections()));
    assert.equal(props?.enforcement, "active");
    assert.deepEqual(props?.bypassActors, []);
    assert.equal(JSON.stringify(props?.rules).includes('"requiredApprovingReviewCount":2'), true);
    const [others] = propsOf(rulesetsFact(protections({ viewerCanAdminister: false })));
    assert.equal(others !== undefined && "bypassActors" in others, false);
    const organisation = { ...ruleset, source: { __typename: "Organization" } };
    const [above] = propsOf(
      rulesetsFact(protections({ rulesets: { pageInfo: last, nodes: [organisation] } })),
    );
    assert.equal(above !== undefined && "bypassActors" in above, false);
  });

  it("takes no classic protection for hidden without administration, and no part of the rules for all", () => {
    const of = (found: Protections) => protectionsFact(found, rulesetsFact(found)).state;
    assert.equal(of(protections()), "value");
    assert.equal(of(protections({ viewerCanAdminister: false })), "not-visible");
    assert.equal(
      of(protections({ rulesets: { pageInfo: { hasNextPage: true }, nodes: [ruleset] } })),
      "unanswered",
    );
    assert.equal(of(protections({ rulesets: { pageInfo: last, nodes: [] } })), "unanswered");
    assert.equal(of(protections({ defaultBranchRef: null })), "unanswered");
  });

  it("tells vulnerabilities, none where alerts are off, and nothing where they are hidden", () => {
    const severe = (severity: string) => ({
      createdAt: "2026-11-01T00:00:00Z",
      dependencyScope: "RUNTIME",
      securityVulnerability: { severity },
    });
    const of = (hasVulnerabilityAlertsEnabled: boolean | null, nodes: ReturnType<typeof severe>[] | null) =>
      vulnerabilitiesFact({
        hasVulnerabilityAlertsEnabled,
        open: nodes && { totalCount: 101, nodes },
        dismissed: {
          pageInfo: { hasNextPage: false, endCursor: null },
          nodes: [{ dismissReason: "tolerable_risk", securityVulnerability: { severity: "HIGH" } }],
        },
      });
    const open = [{ severity: "medium", createdAt: "2026-11-01T00:00:00Z", scope: "runtime" }];
    assert.deepEqual(of(true, [severe("MODERATE")]), {
      state: "value",
      value: { open, dismissed: 1, complete: false },
    });
    assert.equal(of(false, null).state, "absent");
    assert.equal(of(true, null).state, "not-visible");
    assert.equal(of(true, [severe("DIRE")]).state, "unanswered");
  });

  it("tells who may do what by which grant, and nothing where a grant is not known", () => {
    const of = (permission: string, roleName: string | null) =>
      collaboratorsFact({
        all: {
          totalCount: 1,
          edges: [
            {
              node: { login: "eve" },
              permission: "WRITE",
              permissionSources: [{ permission, roleName, source: { __typename: "Team" } }],
            },
          ],
        },
        outside: { totalCount: 1, nodes: [{ login: "eve" }] },
      });
    const people = [
      { login: "eve", outside: true, grants: [{ from: "team" as const, permission: "maintain" as const }] },
    ];
    assert.deepEqual(of("WRITE", "maintain"), { state: "value", value: { people, complete: true } });
    assert.equal(of("NEW", null).state, "unanswered");
    assert.equal(collaboratorsFact({ all: null, outside: null }).state, "not-visible");
  });

  it("takes a team that is not told for absent with an owner's rights only", () => {
    assert.equal(teamFact({ viewerCanAdminister: true, team: null }).state, "absent");
    assert.equal(teamFact({ viewerCanAdminister: false, team: null }).state, "not-visible");
  });

  it("tells settings that are hidden from those that are off", () => {
    const off = { secret_scanning: { status: "disabled" } };
    assert.deepEqual(secretScanningFact({ name: "checkout", security_and_analysis: off }), {
      state: "value",
      value: { scanning: "disabled", pushProtection: "unavailable" },
    });
    assert.equal(secretScanningFact({ name: "checkout" }).state, "not-visible");
    assert.equal(
      secretScanningFact({ name: "checkout", security_and_analysis: { secret_scanning: { status: "half" } } })
        .state,
      "unanswered",
    );
    assert.equal(customPropertiesFact({ name: "checkout" }).state, "not-visible");
  });

  it("tells files and folders from each other, and where a file leads", () => {
    assert.equal(fileFact("docs", { object: {} }).state, "absent");
    assert.equal(fileFact("docs", { object: null }).state, "absent");
    assert.equal(treeFact("a", { object: null }).state, "absent");
    const entries = [
      { name: "README.md", type: "blob", mode: 0o120000 },
      { name: "lib", type: "commit", mode: 0o160000 },
    ];
    assert.deepEqual(treeFact("", { object: { entries } }), {
      state: "value",
      value: {
        folder: "",
        entries: [
          { name: "README.md", kind: "other" },
          { name: "lib", kind: "other" },
        ],
      },
    });
    assert.deepEqual(leadsTo("docs/README.md", "../README.md\n", true), ["README.md"]);
    assert.deepEqual(leadsTo("README.md", "../../etc/passwd", true), []);
    assert.deepEqual(leadsTo(".github/workflows/ci.yml", "- uses: ./actions/build # ours", false), [
      "actions/build/action.yml",
      "actions/build/action.yaml",
    ]);
  });

  it("tells checks, apps that open pull requests, deployments and reviewers", () => {
    const changes = {
      defaultBranchRef: {
        target: { statusCheckRollup: { contexts: { nodes: [{ name: "ci" }, { context: "lint" }] } } },
      },
      pullRequests: { nodes: [] },
      authors: {
        nodes: [
          { createdAt: "2026-11-02T00:00:00Z", author: { __typename: "Bot", login: "renovate" } },
          { createdAt: "2026-11-01T00:00:00Z", author: { __typename: "User", login: "amy" } },
        ],
      },
    };
    assert.deepEqual(checksFact(changes), { state: "value", value: { contexts: ["ci", "lint"] } });
    assert.deepEqual(botsFact(changes), {
      state: "value",
      value: { latest: [{ author: "renovate[bot]", createdAt: "2026-11-02T00:00:00Z" }] },
    });
    assert.equal(deploymentsFact({ deployments: null }).state, "not-visible");
    const reviewers = [{ type: "Team", reviewer: { id: 4711 } }];
    const { props } = environmentResource("checkout", {
      name: "production",
      protection_rules: [{ type: "required_reviewers", reviewers }],
    });
    assert.deepEqual(props.reviewers, [{ teams: [4711], users: [] }]);
    assert.equal("canAdminsBypass" in props, false);
  });
});
