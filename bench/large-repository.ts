/** Files of a repository of the large world by path, as long as such files usually are. */
export function filesOfRepository(
  name: string,
  team: string,
  owner: string,
): Readonly<Record<string, string>> {
  return {
    "README.md": readme(name, owner),
    ".github/CODEOWNERS": `* @${owner}/${team}\n/docs/ @${owner}/${team}\n`,
    ".github/dependabot.yml": dependabot,
    ".github/workflows/release.yml": workflow("release", "push"),
    ".github/workflows/build.yml": workflow("build", "pull_request"),
    "docs/runbook.md": runbook(name),
    "api/openapi.yaml": api(name),
  };
}

const sentence =
  "It reads orders from the queue, asks its neighbours for what they know and answers within its budget.";

function readme(name: string, owner: string): string {
  const parts = ["Purpose", "Architecture", "Run it here", "Deploy", "On call", "Tests"].map(
    (heading) => `## ${heading}\n\n${Array(4).fill(sentence).join(" ")}\n\n\`\`\`sh\nmake ${name}\n\`\`\`\n`,
  );
  return `# ${name}\n\nA service of ${owner}.\n\n${parts.join("\n")}`;
}

function runbook(name: string): string {
  const parts = ["Symptoms", "Dashboards", "Roll back", "Restart", "Escalate"].map(
    (heading) => `## ${heading}\n\n${Array(6).fill(sentence).join(" ")}\n`,
  );
  return `# Runbook of ${name}\n\n${parts.join("\n")}`;
}

const dependabot = `version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: weekly
`;

function workflow(name: string, event: string): string {
  return `name: ${name}
on: ${event}
permissions:
  contents: read
jobs:
  ${name}:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
      - run: make ${name}
`;
}

function api(name: string): string {
  const paths = Array.from(
    { length: 20 },
    (_, index) => `  /things/${index}:
    get:
      summary: Tells thing ${index}.
      responses:
        "200":
          description: The thing.
`,
  );
  return `openapi: 3.0.3\ninfo:\n  title: ${name}\n  version: 1.0.0\npaths:\n${paths.join("")}`;
}
