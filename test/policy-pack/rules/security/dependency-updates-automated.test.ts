import { github } from "../../../../policy-pack/engine/tokens";
import { dependencyUpdatesAutomated } from "../../../../policy-pack/rules/security/dependency-updates-automated";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const dependabot = ".github/dependabot.yml";
const service = "src/checkout";
const entry = (ecosystem: string, folder: string, more = ""): string =>
  `  - { package-ecosystem: ${ecosystem}, directory: ${folder}, schedule: { interval: weekly }${more} }\n`;
const config = (...entries: readonly string[]): string => `version: 2\nupdates:\n${entries.join("")}`;
const complete = [entry("gomod", `/${service}`), entry("github-actions", "/")];

/** The perfect service's repository with other files in some folders. */
const folders = (all: Readonly<Record<string, readonly string[]>>, start = given.service()): Given =>
  Object.entries(all).reduce((input, [folder, names]) => withFolder(input, folder, ...names), start);
const updates = (text: string, start = given.service()): Given => withFile(start, dependabot, text);
/** Without any bot's file. */
const bare = (): Given => withoutFile(withFolder(given.service(), ".github", "workflows/"), dependabot);
const renovate = (path: string, text: string, start = bare()): Given =>
  withFile(
    path.startsWith(".github/")
      ? withFolder(start, ".github", path.slice(8), "workflows/")
      : withFolder(start, "", ".github/", path),
    path,
    text,
  );
const pull = (author: string, day: string, start = bare()): Given =>
  start.observed("bot-pull-requests", "astronomy-shop", {
    value: { latest: [{ author, createdAt: `${day}T09:00:00.000Z` }] },
  });
const noPull = (start: Given): Given => start.observed("bot-pull-requests", "astronomy-shop", "absent");

const gap = (
  message: "off" | "uncovered",
  ecosystem: string,
  folder: string,
  path = dependabot,
): ExpectedFailure => ({
  message,
  data: { ecosystem, folder, repository: "astronomy-shop", config: path },
  subject: `${ecosystem} ${folder}`,
});
const none = (found: string): ExpectedFailure => ({
  message: "none",
  data: { repository: "astronomy-shop", found },
  subject: "astronomy-shop",
  on: "astronomy-shop",
});
/** A repository of its own with a module of Go, for which the stack declares Dependabot's file. */
const own = (content: string): Given =>
  inOwnRepository()
    .add({
      type: github.repositoryFile,
      name: "own-updates",
      props: { repository: "checkout", file: dependabot, content },
      dependsOn: { repository: ["own"] },
    })
    .observed("repository-tree", "checkout:", {
      value: { folder: "", entries: [{ name: "go.mod", kind: "file" }] },
    })
    .observed("repository-tree", "checkout:.github/workflows", "absent");

testRule(dependencyUpdatesAutomated, {
  pass: {
    "Dependabot for modules and workflows": given.service(),
    "Dependabot by a file with the other ending": withFile(
      withFolder(bare(), ".github", "dependabot.yaml"),
      ".github/dependabot.yaml",
      config(...complete),
    ),
    "a declared file": own(config(entry("gomod", "/"))),
    "Renovate, which updates all that it finds": renovate("renovate.json", "{}"),
    "Renovate by a file with comments": renovate(
      ".github/renovate.json5",
      "{ // all\n extends: ['config:recommended'], }",
    ),
    "Renovate by a part of package.json": renovate("package.json", '{"renovate": {}}'),
    "Renovate for what Dependabot does not name": renovate(
      "renovate.json",
      '{"enabledManagers": ["gomod"]}',
      updates(config(entry("github-actions", "/"))),
    ),
    "a pull request of Renovate where no file is in the repository": pull("renovate[bot]", "2026-08-25"),
    "a pull request of another bot that the organisation runs": pull(
      "shop-updates[bot]",
      "2026-11-20",
    ).parameters({
      bots: ["shop-updates[bot]"],
    }),
    "a pull request of Renovate beside an incomplete Dependabot": pull(
      "renovate[bot]",
      "2026-11-20",
      updates(config(entry("gomod", "/"))),
    ),
    "an ecosystem that the organisation exempts": folders({
      [service]: ["go.mod", "Dockerfile"],
    }).parameters({ exempt: ["docker"] }),
    "a workspace that the root's entry updates": withFile(
      folders(
        { "": ["package.json", ".github/"], [service]: ["package.json"] },
        updates(config(entry("npm", "/"), entry("github-actions", "/"))),
      ),
      "package.json",
      '{"workspaces": ["src/*"]}',
    ),
  },
  fail: {
    "an ecosystem that Dependabot does not name": [
      noPull(folders({ [service]: ["go.mod", "requirements.txt"] }, updates(config(...complete)))),
      [gap("uncovered", "pip", `/${service}`)],
    ],
    "a folder that Dependabot does not name": [
      noPull(updates(config(entry("gomod", "/"), entry("github-actions", "/")))),
      [gap("uncovered", "gomod", `/${service}`)],
    ],
    "workflows and the root beside the service's folder": [
      noPull(
        withFile(
          folders({ "": ["package.json", ".github/"] }, updates(config(entry("gomod", `/${service}`)))),
          "package.json",
          "{}",
        ),
      ),
      [gap("uncovered", "npm", "/"), gap("uncovered", "github-actions", "/.github/workflows")],
    ],
    "several manifests of one ecosystem, which are one gap": [
      noPull(folders({ [service]: ["Pipfile", "setup.py"] }, updates(config(entry("github-actions", "/"))))),
      [gap("uncovered", "pip", `/${service}`)],
    ],
    "updates that are limited to none": [
      noPull(
        updates(
          config(
            entry("gomod", `/${service}`, ", open-pull-requests-limit: 0"),
            entry("github-actions", "/"),
          ),
        ),
      ),
      [gap("off", "gomod", `/${service}`)],
    ],
    "a declared file that switches updates off": [
      own(config(entry("gomod", "/", ", open-pull-requests-limit: 0")))
        .observed("repository-tree", "checkout:.github", "absent")
        .observed("bot-pull-requests", "checkout", "absent"),
      [
        {
          message: "off",
          data: { ecosystem: "gomod", folder: "/", repository: "checkout", config: dependabot },
          subject: "gomod /",
          on: "own-updates",
        },
      ],
    ],
    "Renovate that is switched off, whatever it did before": [
      pull("renovate[bot]", "2026-11-20", renovate("renovate.json", '{"enabled": false}')),
      [
        gap("off", "gomod", `/${service}`, "renovate.json"),
        gap("off", "github-actions", "/.github/workflows", "renovate.json"),
      ],
    ],
    "no bot": [noPull(bare()), [none("github-actions, gomod")]],
    "no bot but security updates": [
      noPull(bare()).add({
        type: "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
        name: "security-updates",
        props: { repository: "astronomy-shop", enabled: true },
      }),
      [none("github-actions, gomod")],
    ],
    "a pull request of Dependabot without its file, which mends known holes only": [
      pull("dependabot[bot]", "2026-11-20"),
      [none("github-actions, gomod")],
    ],
    "a pull request of Renovate from more than ninety days ago": [
      pull("renovate[bot]", "2026-08-24"),
      [none("github-actions, gomod")],
    ],
    "a package.json that says nothing of Renovate": [
      noPull(withFile(folders({ "": ["package.json", ".github/"] }, bare()), "package.json", "{}")),
      [none("github-actions, gomod, npm")],
    ],
    "a gap that is known beside a folder that is not": [
      noPull(bare().observed("repository-tree", `astronomy-shop:${service}`, { reason: "it timed out" })),
      [none("github-actions")],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a repository without manifests and workflows": folders({
      "": ["README.md"],
      [service]: ["main.c"],
      ".github/workflows": [],
    }),
    "nothing but what the organisation exempts": folders({
      "": [],
      [service]: ["go.mod"],
      ".github/workflows": [],
    }).parameters({ exempt: ["gomod"] }),
  },
  unknown: {
    "what lies in the repository": [
      given.service().unobserved("repository-tree"),
      "no-collector: what lies in the root of repository astronomy-shop",
    ],
    "what lies in the service's folder": [
      given
        .service()
        .observed("repository-tree", `astronomy-shop:${service}`, { permission: "Contents: read" }),
      "unobserved: GitHub shows what lies in src/checkout of repository astronomy-shop only with the permission",
    ],
    "a file that is no YAML": [
      updates("version: 2\nupdates: [\n"),
      "unobserved: .github/dependabot.yml is not YAML at line 3, column 1",
    ],
    "a file that was cut": [
      withFile(given.service(), dependabot, config(...complete), { truncated: true }),
      "unobserved: GitHub told only the beginning of .github/dependabot.yml of repository astronomy-shop",
    ],
    "a file that is no JSON": [
      renovate("renovate.json", "{enabled"),
      "unobserved: renovate.json is not JSON at line 1, column 9",
    ],
    "a file that nobody shows": [
      withFolder(bare(), "", ".github/", "renovate.json"),
      "no-collector: renovate.json of repository astronomy-shop",
    ],
    "whether a bot without a file works": [
      bare(),
      "no-collector: the pull requests of bots in repository astronomy-shop",
    ],
    "a declared file that is only known after the update": [
      own("x").unknown(github.repositoryFile, "own-updates", "content"),
      "planned: content",
    ],
    "whether the root's workspace is updated": [
      withFolder(
        folders(
          { [service]: ["package.json"] },
          updates(config(entry("npm", "/"), entry("github-actions", "/"))),
        ),
        "",
        ".github/",
        "package.json",
      ),
      "no-collector: package.json of repository astronomy-shop",
    ],
  },
});
