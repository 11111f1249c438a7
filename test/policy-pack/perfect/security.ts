import type { FactKind, FactValue, ObservedFact } from "../../../evidence/facts";
import { github } from "../../../policy-pack/engine/tokens";
import { observedAt, type PerfectPart } from "./part";

const repository = "astronomy-shop";

function told<K extends FactKind>(kind: K, subject: string, value: FactValue<K>): ObservedFact {
  const fact = { kind, subject, source: "github", at: observedAt, answer: { state: "value", value } };
  return fact as ObservedFact; // a value of this kind, by its type
}

const workflow = ".github/workflows/release.yml";
const workflowText = `name: release
on: { push: { branches: [main] } }
permissions: { contents: read }
jobs:
  release:
    runs-on: ubuntu-24.04
    permissions: { contents: read, id-token: write }
    environment: production
    steps:
      - uses: actions/checkout@v7
      - uses: docker/build-push-action@263435318d21b8e681c14492fe198d362a7d2c83 # v6
      - run: ./release.sh
`;

const updates = ".github/dependabot.yml";
const updatesText = `version: 2
updates:
  - { package-ecosystem: github-actions, directory: /, schedule: { interval: weekly } }
  - { package-ecosystem: gomod, directories: ["/src/*"], schedule: { interval: weekly } }
`;

/** What the security rules need of a perfect service, besides what all services have. */
export function securityPart(name: string): PerfectPart {
  const about = { repository };
  const dependsOn = { repository: [repository] };
  return {
    facts: {
      security: {
        threatModel: { date: "2026-08-11", url: "https://wiki.astronomy-shop.example/threat-models" },
      },
    },
    shared: [
      {
        type: github.vulnerabilityAlerts,
        name: `${repository}-alerts`,
        parent: "catalog",
        props: { ...about, enabled: true },
        dependsOn,
      },
      {
        type: github.workflowRepositoryPermissions,
        name: `${repository}-token`,
        parent: "catalog",
        props: { ...about, defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
        dependsOn,
      },
    ],
    observed: [
      told("vulnerabilities", repository, {
        open: [{ severity: "low", scope: "runtime", createdAt: "2026-05-04T08:00:00.000Z" }],
        dismissed: 0,
        complete: true,
      }),
      told("secret-scanning", repository, { scanning: "enabled", pushProtection: "enabled" }),
      told("leaked-secrets", repository, { open: [], dismissed: 0, complete: true }),
      told("code-scanning", repository, {
        state: "enabled",
        analyses: [{ tool: "CodeQL", createdAt: "2026-11-20T03:00:00.000Z", failed: false }],
        critical: 0,
      }),
      told("collaborators", repository, {
        people: [
          { login: "pia", outside: false, grants: [{ from: "organization", permission: "admin" }] },
          { login: "amy", outside: false, grants: [{ from: "team", permission: "admin" }] },
        ],
        complete: true,
      }),
      told("repository-tree", `${repository}:`, {
        folder: "",
        entries: [
          { name: ".github", kind: "folder" },
          { name: "README.md", kind: "file" },
          { name: "src", kind: "folder" },
        ],
      }),
      told("repository-tree", `${repository}:.github`, {
        folder: ".github",
        entries: [
          { name: "dependabot.yml", kind: "file" },
          { name: "workflows", kind: "folder" },
        ],
      }),
      told("repository-tree", `${repository}:src/${name}`, {
        folder: `src/${name}`,
        entries: [
          { name: "README.md", kind: "file" },
          { name: "go.mod", kind: "file" },
          { name: "main.go", kind: "file" },
        ],
      }),
      told("repository-file", `${repository}:${updates}`, {
        path: updates,
        text: updatesText,
        truncated: false,
        binary: false,
      }),
      told("repository-tree", `${repository}:.github/workflows`, {
        folder: ".github/workflows",
        entries: [{ name: "release.yml", kind: "file" }],
      }),
      told("repository-file", `${repository}:${workflow}`, {
        path: workflow,
        text: workflowText,
        truncated: false,
        binary: false,
      }),
    ],
  };
}
