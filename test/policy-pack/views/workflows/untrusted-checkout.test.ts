import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { untrustedCheckouts } from "../../../../policy-pack/views/workflows/untrusted-checkout";
import { workflowsOf } from "../../../../policy-pack/views/workflows/workflow-files";
import { cpuTime } from "../../cpu-time";
import type { Given } from "../../given";
import { shows, showsAction, workflow } from "../../rules/security/workflow-cases";

/** Where untrusted code is checked out, by what could be read. */
function found(input: Given): readonly string[] {
  const service = buildInventory(input.resources()).services.find(
    ({ subject }) => subject.name === "checkout",
  );
  assert.ok(service);
  const workflows = workflowsOf(service.subject, service.evidence);
  const files = workflows.files.flatMap((read) => ("value" in read ? [read.value] : []));
  return files.flatMap((file) =>
    untrustedCheckouts(file, files, workflows).map((read) =>
      "value" in read ? `${read.value.job}: ${read.value.where}` : read.unknown.reason,
    ),
  );
}

const one = "build: Step 1 of job build";
const inOne = (steps: string, on = "pull_request_target", more: Parameters<typeof workflow>[0] = {}): Given =>
  shows({ "ci.yml": workflow({ on, steps, ...more }) });
const checkout = (args: string): string => `- uses: actions/checkout@v4\n  with: ${args}`;
const script = (...lines: readonly string[]): string =>
  `- run: |\n${lines.map((line) => `    ${line}`).join("\n")}`;

describe("untrusted code is checked out", () => {
  const bad: Readonly<Record<string, Given>> = {
    "by the head's SHA": inOne(checkout(`{ ref: "\${{ github.event.pull_request.head.sha }}" }`)),
    "by the head's branch": inOne(checkout(`{ ref: "\${{github.head_ref}}" }`)),
    "by the commit that would merge it": inOne(
      checkout(`{ ref: "\${{ github.event.pull_request.merge_commit_sha }}" }`),
    ),
    "by the ref of the pull request": inOne(
      checkout(`{ ref: "refs/pull/\${{ github.event.number }}/merge" }`),
    ),
    "by a formatted ref": inOne(
      checkout(`{ ref: "\${{ format('refs/pull/{0}/merge', github.event.number) }}" }`),
    ),
    "by the head's repository": inOne(
      checkout(`{ repository: "\${{ github.event.pull_request.head.repo.full_name }}" }`),
    ),
    "by one of two expressions": inOne(checkout(`{ ref: "\${{ inputs.ref || github.head_ref }}" }`)),
    "by an expression with brackets": inOne(
      checkout(`{ ref: "\${{ github['event']['pull_request'].head['sha'] }}" }`),
    ),
    "by an expression in capitals": inOne(checkout(`{ ref: "\${{ GITHUB.HEAD_REF }}" }`)),
    "by any version of the action": inOne(
      `- uses: Actions/Checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3\n  with: { ref: "\${{ github.head_ref }}" }`,
    ),
    "after a run that anybody started": inOne(
      checkout(`{ ref: "\${{ github.event.workflow_run.head_sha }}" }`),
      "{ workflow_run: { workflows: [ci], types: [completed] } }",
    ),
    "by the first pull request of a run": inOne(
      checkout(`{ ref: "\${{ github.event.workflow_run.pull_requests[0].head.sha }}" }`),
      "[push, workflow_run]",
    ),
    "after a comment": inOne(
      checkout(`{ ref: "refs/pull/\${{ github.event.issue.number }}/head" }`),
      "issue_comment",
    ),
    "beside an event that is safe": inOne(
      checkout(`{ ref: "\${{ github.head_ref }}" }`),
      "[pull_request, pull_request_target]",
    ),
    "by an environment variable of the workflow": inOne(
      checkout(`{ ref: "\${{ env.REF }}" }`),
      "pull_request_target",
      {
        top: `env: { REF: "\${{ github.head_ref }}" }`,
      },
    ),
    "by an environment variable of the job": inOne(
      checkout(`{ ref: "\${{ env.ref }}" }`),
      "pull_request_target",
      {
        job: `env: { REF: "\${{ github.head_ref }}" }`,
      },
    ),
    "by gh": inOne(script(`gh pr checkout \${{ github.event.issue.number }}`), "issue_comment"),
    "by gh behind other commands": inOne(script("set -e; cd src && GH_TOKEN=x gh pr checkout 12")),
    "by gh in a condition": inOne(script("if gh pr checkout 1; then make; fi")),
    "by git that fetches a pull request": inOne(
      script(`git fetch origin pull/\${{ github.event.number }}/head:pr`),
    ),
    "by git with a variable in the ref": inOne(script('git fetch origin "refs/pull/$NUMBER/head"')),
    "by git that fetches all pull requests": inOne(
      script("git fetch origin '+refs/pull/*/head:refs/remotes/pr/*'"),
    ),
    "by git over several lines": inOne(script("git fetch \\", "  --depth 1 origin \\", "  pull/1/head")),
    "by git with an expression": inOne(script(`git checkout \${{ github.event.pull_request.head.sha }}`)),
    "by git with one of two expressions": inOne(
      script(`git -C src switch -d \${{ inputs.x || github.head_ref }}`),
    ),
    "by git with an environment variable": inOne(
      `${script('git checkout "$HEAD_SHA"')}\n  env: { HEAD_SHA: "\${{ github.event.pull_request.head.sha }}" }`,
    ),
    "by git with another environment variable": inOne(
      `${script(`git pull origin \${HEAD}`)}\n  env: { HEAD: "\${{ github.head_ref }}" }`,
    ),
    "by git in a subshell": inOne(script(`(cd x && git checkout \${{ github.head_ref }})`)),
    "from a fork that becomes a remote": inOne(
      script(`git remote add fork \${{ github.event.pull_request.head.repo.clone_url }}`),
    ),
    "by a clone of the fork": inOne(
      script(`gh repo clone \${{ github.event.pull_request.head.repo.full_name }}`),
    ),
  };
  for (const [name, input] of Object.entries(bad)) {
    it(name, () => assert.deepEqual(found(input), [one]));
  }

  const good: Readonly<Record<string, Given>> = {
    "under pull_request": inOne(checkout(`{ ref: "\${{ github.head_ref }}" }`), "pull_request"),
    "under an event whose name only begins alike": inOne(
      checkout(`{ ref: "\${{ github.head_ref }}" }`),
      "pull_request_review",
    ),
    "without a ref": inOne("- uses: actions/checkout@v4"),
    "by the base": inOne(checkout(`{ ref: "\${{ github.event.pull_request.base.sha }}" }`)),
    "by another action's ref": inOne(
      `- uses: actions/github-script@v7\n  with: { ref: "\${{ github.head_ref }}" }`,
    ),
    "by what is only written in a comment": inOne(script("# gh pr checkout 1", "make")),
    "by what is only printed": inOne(script("echo 'use gh pr checkout 1'")),
    "by a script that only names the head": inOne(
      script(`echo "\${{ github.head_ref }}"`, "git fetch origin main"),
    ),
    "by a variable that another one hides": inOne(
      `${script("git checkout $REF")}\n  env: { REF: main }`,
      "pull_request_target",
      { job: `env: { REF: "\${{ github.head_ref }}" }` },
    ),
    "by git that looks at what is there": inOne(script(`git log \${{ github.head_ref }}`)),
    "by a ref that has only the word in it": inOne(checkout("{ ref: refs/heads/pull/request }")),
  };
  for (const [name, input] of Object.entries(good)) {
    it(`not ${name}`, () => assert.deepEqual(found(input), []));
  }

  const call = (args: string): string => `uses: ./.github/workflows/called.yml\nwith: ${args}`;
  const called = workflow({ on: "workflow_call", steps: checkout(`{ ref: "\${{ inputs.ref }}" }`) });
  it("in a workflow that is called with it", () =>
    assert.deepEqual(
      found(
        shows({
          "ci.yml": workflow({ on: "pull_request_target", job: call(`{ Ref: "\${{ github.head_ref }}" }`) }),
          "called.yml": called,
        }),
      ),
      ["build: Step 1 of job build of .github/workflows/called.yml"],
    ));
  it("not in a workflow that is called with another ref", () =>
    assert.deepEqual(
      found(
        shows({
          "ci.yml": workflow({ on: "pull_request_target", job: call("{ ref: main }") }),
          "called.yml": called,
        }),
      ),
      [],
    ));
  it("in a called workflow that takes it from the event itself", () =>
    assert.deepEqual(
      found(
        shows({
          "ci.yml": workflow({ on: "issue_comment", job: "uses: ./.github/workflows/called.yml" }),
          "called.yml": workflow({ on: "workflow_call", steps: script("gh pr checkout 1") }),
        }),
      ),
      ["build: Step 1 of job build of .github/workflows/called.yml"],
    ));
  it("in an action of the repository, also one that another one uses", () =>
    assert.deepEqual(
      found(
        showsAction(
          showsAction(
            inOne(`- uses: ./tools/a\n  with: { commit: "\${{ github.head_ref }}" }`),
            "tools/a",
            `runs: { steps: [{ uses: ./tools/b, with: { ref: "\${{ inputs.commit }}" } }] }`,
          ),
          "tools/b",
          `runs: { steps: [{ run: make }, { uses: actions/checkout@v4, with: { ref: "\${{ inputs.ref }}" } }] }`,
        ),
      ),
      ["build: Step 2 of tools/b/action.yml"],
    ));
  it("is not known where an action of the repository is not", () =>
    assert.deepEqual(found(inOne("- uses: ./tools/a")), [
      "tools/a/action.yml is not managed in this stack, and GitHub is not observed",
    ]));
  it("is looked for without end neither in workflows nor in actions that call themselves", () => {
    const jobs = Array.from(
      { length: 40 },
      (_, index) => `  j${index}: { uses: ./.github/workflows/ci.yml }`,
    );
    const steps = Array.from({ length: 40 }, () => "{ uses: ./tools/a }");
    const loop = `on: pull_request_target\npermissions: {}\njobs:\n${jobs.join("\n")}\n  k: { steps: [${steps}] }\n`;
    const input = showsAction(shows({ "ci.yml": loop }), "tools/a", `runs: { steps: [${steps}] }`);
    assert.ok(cpuTime(() => assert.deepEqual(found(input), [])) < 2000);
  });
  it("is looked for in time that grows with the script only", () => {
    for (const part of [
      "a=",
      "a=b ",
      "if ",
      "(",
      "git checkout ",
      `\${{ `,
      "$A",
      "pull/",
      "$(",
      "[ 'a'",
      "\\\n",
    ]) {
      const took = cpuTime(() =>
        found(inOne(`- run: ${JSON.stringify(part.repeat(100_000 / part.length))}`)),
      );
      assert.ok(took < 2000, `${part} took ${took} ms`);
    }
  }).timeout(30_000);
});
