import { rollbackReady } from "../../../../policy-pack/rules/reliability/rollback-ready";
import { type Given, given } from "../../given";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { testRule } from "../../rule-tester";

const url = "https://runbooks.astronomy-shop.example/checkout#rollback";
/** A service of whose repository nobody told anything. */
const untold = (): Given =>
  given.service().unobserved("repository-tree").unobserved("repository-file").unobserved("workflow-runs");
const said = (rollback: Record<string, unknown> | undefined, start: Given = untold()): Given =>
  start.facts({ rollback }).facts({ runbook: { path: "docs/runbook.md" } });
const folder = ".github/workflows";
const path = `${folder}/rollback.yml`;
const jobs = "on: workflow_dispatch\njobs:\n  back:\n    runs-on: ubuntu-latest\n";

/** GitHub tells of no workflows but these, and of a runbook with a text. */
const observed = (start: Given, workflows: readonly string[] = [], runbook = "# Checkout\n"): Given =>
  withFile(
    withFolder(start.catalog({ observe: ["github"] }), folder, ...workflows),
    "docs/runbook.md",
    runbook,
  );
const ran = (start: Given, ...runs: readonly (readonly [at: string, conclusion: string])[]): Given =>
  start.observed("workflow-runs", `astronomy-shop:${path}`, {
    value: { workflow: path, runs: runs.map(([at, conclusion]) => ({ at: `${at}T10:00:00Z`, conclusion })) },
  });
/** A workflow that does something, with its runs. */
const working = (start: Given, ...runs: readonly (readonly [string, string])[]): Given =>
  ran(withFile(observed(start, ["ci.yml", "rollback.yml"]), path, jobs), ...runs);
const unused = (hint = "") => ({ message: "unused", data: { hint } });
const idle = unused(`; ${path} never succeeded`);

testRule(rollbackReady, {
  pass: {
    "a procedure, who may use it, and when it was rehearsed": given.service(),
    "a workflow, and the run that succeeded last": working(
      said({ by: "Anybody on call" }),
      ["2026-11-02", "failure"],
      ["2026-05-11", "success"],
    ),
    "a workflow whose text nobody told, by its run": ran(
      observed(said({ by: "Anybody on call" }), ["Roll_Back-checkout.yaml", "rollback.yml"]),
      ["2026-05-11", "success"],
    ),
    "a workflow that the stack declares, with a date in the catalog": declareFile(
      said({ by: "Anybody on call", lastUsed: "2026-05-11" }),
      path,
      jobs,
    ),
    "a runbook in the repository that has a part about it": observed(
      said({ by: "Anybody on call", lastUsed: "2026-05-11" }),
      [],
      "# Checkout\n\n```sh\nmake\n```\n\n## Rolling back a release\n\nPress the button.\n",
    ),
    "a runbook among the links": withFile(
      withFolder(
        said({ by: "Anybody on call", lastUsed: "2026-05-11" })
          .facts({ runbook: undefined, links: [{ kind: "runbook", path: "docs/checkout.md" }] })
          .catalog({ observe: ["github"] }),
        folder,
      ),
      "docs/checkout.md",
      "### Rollback\n",
    ),
    "a runbook elsewhere that somebody confirmed to cover it": given.service().facts({
      rollback: { by: "Anybody on call", lastUsed: "2026-05-11" },
    }),
    "a use of today": said({ by: "Anybody on call", url, lastUsed: "2026-11-23" }),
    "a use of long ago": said({ by: "Anybody on call", url, lastUsed: "2024-01-31" }),
    "a workflow in a repository of which some is not known": ran(
      withFile(
        said({ by: "Anybody on call" })
          .catalog({ observe: ["github"] })
          .observed("repository-tree", `astronomy-shop:${folder}`, {
            value: { folder, entries: [{ name: "rollback.yml", kind: "file" }] },
          }),
        path,
        jobs,
      ).observed("repository-file", "astronomy-shop:docs/runbook.md", { reason: "it timed out" }),
      ["2026-05-11", "success"],
    ),
  },
  fail: {
    "no word at all, where nobody looks": [said(undefined), [{ message: "missing" }]],
    "no word at all, and nothing in the repository": [observed(said(undefined)), [{ message: "missing" }]],
    "a name that nothing stands behind": [
      withFile(observed(said(undefined), ["rollback.yml"]), path, "# to be written\n").observed(
        "workflow-runs",
        `astronomy-shop:${path}`,
        "absent",
      ),
      [{ message: "missing" }],
    ],
    "a procedure that nobody is named for": [said({ url, lastUsed: "2026-05-11" }), [{ message: "nobody" }]],
    "a workflow that nobody is named for": [
      working(said(undefined), ["2026-05-11", "success"]),
      [{ message: "nobody" }],
    ],
    "a person without a procedure": [
      said({ by: "Anybody on call", lastUsed: "2026-05-11" }),
      [{ message: "noProcedure" }],
    ],
    "a runbook that says nothing of it": [
      observed(
        said({ by: "Anybody on call", lastUsed: "2026-05-11" }),
        [],
        "# Runbook\n\nNo rollback here.\n",
      ),
      [{ message: "noProcedure" }],
    ],
    "a runbook that only names it in a block of code": [
      observed(
        said({ by: "Anybody on call", lastUsed: "2026-05-11" }),
        [],
        "# Runbook\n\n```sh\n# rollback\n~~~\nmake deploy\n```\n\n## Deploy\n",
      ),
      [{ message: "noProcedure" }],
    ],
    "a runbook that does not exist": [
      withoutFile(observed(said({ by: "Anybody on call", lastUsed: "2026-05-11" })), "docs/runbook.md"),
      [{ message: "noProcedure" }],
    ],
    "a confirmed runbook that does not cover it": [
      given.service().facts({
        rollback: { by: "Anybody on call", lastUsed: "2026-05-11" },
        runbook: { url, confirmed: { by: "amy", at: "2026-10-01", covers: ["alerts"] } },
      }),
      [{ message: "noProcedure" }],
    ],
    "a procedure that was never used": [said({ by: "Anybody on call", url }), [unused()]],
    "a procedure that was never used, in a repository without a workflow for it": [
      observed(said({ by: "Anybody on call", url }), ["ci.yml", "rollback.md"]),
      [unused()],
    ],
    "a workflow that never ran": [working(said({ by: "Anybody on call" })), [idle]],
    "a workflow that never succeeded": [
      working(said({ by: "Anybody on call" }), ["2026-11-02", "failure"], ["2026-05-11", "cancelled"]),
      [idle],
    ],
    "a use that is dated after today": [
      said({ by: "Anybody on call", url, lastUsed: "2026-11-24" }),
      [{ message: "future", data: { date: "2026-11-24" } }],
    ],
    "a missing person although the workflows are not known": [
      said({ url }).catalog({ observe: ["github"] }),
      [{ message: "nobody" }],
    ],
    "a missing person although there is nothing else": [
      said(undefined).catalog({ observe: ["github"] }),
      [{ message: "nobody" }],
    ],
  },
  notApplicable: {
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a procedure that may be in a repository that did not answer": [
      said({ by: "Anybody on call", lastUsed: "2026-05-11" }).catalog({ observe: ["github"] }),
      "unobserved: GitHub did not tell the workflows of the service's repository",
    ],
    "a use that may be a run of a workflow that is not known": [
      said({ by: "Anybody on call", url }).catalog({ observe: ["github"] }),
      "unobserved: GitHub did not tell the workflows of the service's repository",
    ],
    "a use whose runs may not be seen": [
      withFile(observed(said({ by: "Anybody on call" }), ["rollback.yml"]), path, jobs).observed(
        "workflow-runs",
        `astronomy-shop:${path}`,
        { permission: "Actions: read" },
      ),
      "unobserved: GitHub shows the runs of workflow .github/workflows/rollback.yml only with the permission Actions: read",
    ],
  },
});
