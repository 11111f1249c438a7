import { github } from "../../../../policy-pack/engine/tokens";
import { workflowsHardened } from "../../../../policy-pack/rules/security/workflows-hardened";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { withFile, withFolder } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";
import { githubToken } from "../../views/secrets/sample-secrets";
import { actions, folder, sha, shows, showsAction, showsOne, workflow } from "./workflow-cases";

const ci = `${folder}/ci.yml`;
const gap = (
  message: string,
  about: string,
  data: Record<string, string> = {},
  file = ci,
): ExpectedFailure => ({
  message,
  data: { workflow: file, ...data },
  subject: about === "" ? file : `${file} ${about}`,
});
const step = (number: number, job = "build"): string => `Step ${number} of job ${job}`;
const unpinned = (action: string, where: string, file = ci): ExpectedFailure =>
  gap("unpinned", action, { where, action }, file);
/** A repository of its own for which the stack declares a workflow; GitHub lists what else there is. */
const declared = (text: string, listed = true): Given => {
  const start = inOwnRepository().add({
    type: github.repositoryFile,
    name: "own-ci",
    props: { repository: "checkout", file: ci, content: text },
    dependsOn: { repository: ["own"] },
  });
  return listed
    ? start.observed("repository-tree", `checkout:${folder}`, { value: { folder, entries: [] } })
    : start;
};
const digest = `sha256:${sha}${sha.slice(0, 24)}`;

testRule(workflowsHardened, {
  pass: {
    "a workflow that several services share": given.service(),
    "reads by name on top and writes on the job": showsOne({
      permissions: "permissions: { contents: read, issues: none }",
      job: "permissions: { contents: write }",
    }),
    "an empty map of permissions": showsOne({ permissions: "permissions: {}" }),
    "actions that are pinned, in whatever case": showsOne({
      steps: `- uses: stranger/action@${sha} # v4\n- uses: stranger/action/sub/folder@${sha.toUpperCase()}`,
    }),
    "actions of GitHub and of the own organisation by their tags": showsOne({
      steps: "- uses: actions/setup-go@v5\n- uses: GitHub/codeql-action/init@v3\n- uses: Shop/deploy@main",
    }),
    "an image with its digest": showsOne({ steps: `- uses: docker://alpine:3.20@${digest}` }),
    "a reusable workflow of others that is pinned": showsOne({
      job: `uses: stranger/flows/.github/workflows/x.yml@${sha}`,
    }),
    "actions of strangers whom the organisation trusts": showsOne({
      steps: "- uses: Stranger/action@v4",
    }).parameters({ trustedOwners: ["stranger"] }),
    "tags where GitHub runs pinned actions only": actions(
      { shaPinningRequired: true },
      showsOne({ steps: "- uses: stranger/action@v4" }),
    ),
    "tags where the organisation runs pinned actions only": showsOne({
      steps: "- uses: stranger/action@v4",
    }).add({
      type: github.actionsOrganizationPermissions,
      name: "organisation",
      belongs: false,
      props: { enabledRepositories: "all", shaPinningRequired: true },
    }),
    "a checkout under pull_request": showsOne({
      on: "pull_request",
      steps: `- uses: actions/checkout@v4\n  with: { ref: "\${{ github.event.pull_request.head.sha }}" }`,
    }),
    "a checkout of the default branch under pull_request_target": showsOne({
      on: "[pull_request_target]",
      steps: `- uses: actions/checkout@v4\n- uses: actions/checkout@v4\n  with: { ref: "\${{ github.sha }}" }`,
    }),
    "a reusable workflow that only safe ones call": shows({
      "ci.yml": workflow({ on: "pull_request", job: "uses: ./.github/workflows/called.yml" }),
      "called.yml": workflow({
        on: "workflow_call",
        steps: `- uses: actions/checkout@v4\n  with: { ref: "\${{ github.head_ref }}" }`,
      }),
    }),
    "an action in the repository whose own actions are pinned": showsAction(
      showsOne({ steps: "- uses: ./tools/build" }),
      "tools/build",
      `runs: { using: composite, steps: [{ uses: "stranger/action@${sha}" }] }`,
    ),
    "an action that is only there when the workflow runs": given
      .service()
      .observed("repository-file", "astronomy-shop:other/build/action.yml", "absent")
      .observed("repository-file", "astronomy-shop:other/build/action.yaml", "absent")
      .observed("repository-file", `astronomy-shop:${folder}/release.yml`, {
        value: {
          path: `${folder}/release.yml`,
          text: workflow({ steps: "- uses: ./other/build" }),
          truncated: false,
          binary: false,
        },
      }),
    "files and folders that are no workflows": withFolder(
      given.service(),
      folder,
      "release.yml",
      "README.md",
      "old.yml/",
    ),
    "a workflow with an input of that name that is off": showsOne({
      steps: "- uses: actions/checkout@v7\n  with: { allow-unsafe-pr-checkout: false }",
    }),
    "a declared workflow instead of the one that was seen": declared(workflow({})).observed(
      "repository-file",
      `checkout:${ci}`,
      { value: { path: ci, text: workflow({ permissions: "" }), truncated: false, binary: false } },
    ),
  },
  fail: {
    "no permissions on top": [showsOne({ permissions: "" }), [gap("unstated", "")]],
    "permissions on every job but not on top": [
      showsOne({ permissions: "", job: "permissions: { contents: read }" }),
      [gap("unstated", "")],
    ],
    "permissions on top that are left empty": [
      showsOne({ permissions: "permissions:" }),
      [gap("unstated", "")],
    ],
    "a right to write on top": [
      showsOne({ permissions: "permissions: { contents: read, packages: write, id-token: write }" }),
      [gap("writes", "", { scopes: "packages, id-token" })],
    ],
    "every right on top": [
      showsOne({ permissions: "permissions: write-all" }),
      [gap("writes", "", { scopes: "write-all" })],
    ],
    "every right on a job": [
      showsOne({ job: "permissions: write-all" }),
      [gap("everything", "build", { where: "Job build" })],
    ],
    "tags, branches, short SHAs and version comments of strangers": [
      showsOne({
        steps: [
          "- uses: stranger/action@v4",
          "- uses: stranger/other@main",
          `- uses: stranger/short@${sha.slice(0, 12)}`,
          `- uses: stranger/commented@v4 # ${sha}`,
          "- uses: stranger/none",
        ].join("\n"),
      }),
      [
        unpinned("stranger/action@v4", step(1)),
        unpinned("stranger/other@main", step(2)),
        unpinned(`stranger/short@${sha.slice(0, 12)}`, step(3)),
        unpinned("stranger/commented@v4", step(4)),
        unpinned("stranger/none", step(5)),
      ],
    ],
    "an action of GitHub where the organisation trusts nobody": [
      showsOne({ steps: "- uses: actions/checkout@v4" }).parameters({ trustedOwners: [] }),
      [unpinned("actions/checkout@v4", step(1))],
    ],
    "a reusable workflow of others by its tag": [
      showsOne({ job: "uses: stranger/flows/.github/workflows/x.yml@v1" }),
      [unpinned("stranger/flows/.github/workflows/x.yml@v1", "Job build")],
    ],
    "an image by its tag": [
      showsOne({ steps: "- uses: docker://alpine:3.20" }),
      [gap("undigested", "docker://alpine:3.20", { where: step(1), action: "docker://alpine:3.20" })],
    ],
    "tags of strangers although the organisation of another account forces pins": [
      showsOne({ steps: "- uses: stranger/action@v4" }, given.service().catalog({ owns: false })).add({
        type: github.actionsOrganizationPermissions,
        name: "organisation",
        belongs: false,
        props: { enabledRepositories: "all", shaPinningRequired: true },
      }),
      [unpinned("stranger/action@v4", step(1))],
    ],
    "an action in the repository, and one that it uses in turn": [
      showsAction(
        showsAction(
          showsOne({ steps: "- uses: ./tools/build\n- uses: ./tools/build" }),
          "tools/build",
          "runs: { using: composite, steps: [{ run: make }, { uses: ./tools/image }, { uses: stranger/a@v1 }] }",
        ),
        "tools/image",
        "runs: { using: docker, image: docker://stranger/x:1 }",
      ),
      [
        unpinned("stranger/a@v1", "Step 3", "tools/build/action.yml"),
        gap(
          "undigested",
          "docker://stranger/x:1",
          { where: "The image", action: "docker://stranger/x:1" },
          "tools/image/action.yml",
        ),
      ],
    ],
    "the input that lets untrusted code in, under whichever event": [
      showsOne({
        on: "pull_request",
        steps: `- uses: actions/checkout@${sha}\n  with: { allow-unsafe-pr-checkout: true }`,
      }),
      [gap("allowed", "build", { where: step(1) })],
    ],
    "a declared workflow": [
      declared(workflow({ permissions: "" })),
      [{ ...gap("unstated", ""), on: "own-ci" }],
    ],
    "a declared workflow where nobody lists the others": [
      declared(workflow({ permissions: "" }), false),
      [{ ...gap("unstated", ""), on: "own-ci" }],
    ],
    "one workflow beside another that cannot be read": [
      shows({ "a.yaml": workflow({ permissions: "" }), "b.yml": "on: [push\njobs: {}" }),
      [gap("unstated", "", {}, `${folder}/a.yaml`)],
    ],
    "a workflow whose event is read as a switch": [
      shows({
        "ci.yml": `%YAML 1.1\n---\n${workflow({
          on: "pull_request_target",
          steps: "- run: gh pr checkout 1",
        })}`,
      }),
      [gap("untrusted", "build", { where: step(1) })],
    ],
    "a name that is a secret, which is not told": [
      showsOne({ steps: `- uses: stranger/${githubToken}@v1` }),
      [
        {
          message: "unpinned",
          data: { workflow: ci, where: step(1), action: "(hidden)" },
          subject: "(hidden)",
        },
      ],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a repository without workflows": withFolder(given.service(), folder),
    "a repository without a folder for them": given
      .service()
      .observed("repository-tree", `astronomy-shop:${folder}`, "absent"),
    "a repository whose Actions are off": actions({ enabled: false }, showsOne({ permissions: "" })),
  },
  unknown: {
    "a workflow that is no YAML": [
      shows({ "ci.yml": "on: push\njobs:\n\tbuild: 1\n" }),
      `unobserved: ${ci} is not YAML at line 3, column 1`,
    ],
    "a workflow that was cut": [
      withFile(withFolder(given.service(), folder, "ci.yml"), ci, workflow({}), { truncated: true }),
      `unobserved: GitHub told only the beginning of ${ci}`,
    ],
    "a workflow that is listed and not shown": [
      withFolder(given.service(), folder, "ci.yml"),
      "no-collector",
    ],
    "a declared workflow that is only known after the update": [
      declared("x").unknown(github.repositoryFile, "own-ci", "content"),
      "planned: content",
    ],
    "workflows besides a declared one": [declared(workflow({}), false), "no-collector: the workflows of"],
    "an action in the repository that nobody shows": [
      showsOne({ steps: "- uses: ./tools/build" }),
      "no-collector: tools/build/action.yml",
    ],
    "an action in the repository that is no YAML": [
      showsAction(showsOne({ steps: "- uses: ./tools/build" }), "tools/build", "runs: ["),
      "unobserved: tools/build/action.yml is not YAML",
    ],
    "whose actions are the organisation's own where nothing names it": [
      showsOne({ steps: "- uses: stranger/action@v4" }).with(github.repository, undefined, {
        fullName: undefined,
      }),
      "no-collector: the account that repository astronomy-shop is in",
    ],
    "which workflows there are": [
      given.service().unobserved("repository-tree").unobserved("repository-file"),
      "no-collector",
    ],
    "whether GitHub forces pins": [
      actions({}, showsOne({ steps: "- uses: stranger/action@v4" })).unknown(
        github.actionsRepositoryPermissions,
        "actions",
        "shaPinningRequired",
      ),
      "planned: shaPinningRequired",
    ],
  },
});
