import { runbookFresh } from "../../../../policy-pack/rules/documentation/runbook-fresh";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

// The rule tester's today is 2026-11-23.
const url = "https://wiki.astronomy-shop.example/runbooks/checkout";
const path = "docs/runbook.md";
const confirmed = (at: string, place: Record<string, unknown> = { url }): Given =>
  given.service().facts({ runbook: { ...place, confirmed: { by: "amy", at, covers: [] } } });
const inRepository = (): Given =>
  given
    .service()
    .facts({ runbook: { path } })
    .catalog({ observe: ["github"] });
const changed = (changedAt: string, start = inRepository()): Given =>
  withFile(start, path, "# Runbook", { changedAt });
const linked = (updated: string | undefined): Given =>
  given.service().facts({ runbook: undefined, links: [{ kind: "runbook", url, updated }] });
const stale = (
  event: "confirmed" | "changed",
  age: number,
  days = 90,
  runbook = event === "confirmed" ? url : path,
): readonly ExpectedFailure[] => [
  { message: "stale", data: { runbook, event, days, age }, subject: runbook },
];
const future = (event: "confirmed" | "changed", at: string, runbook: string): readonly ExpectedFailure[] => [
  { message: "future", data: { runbook, event, at }, subject: runbook },
];

testRule(runbookFresh, {
  pass: {
    "a confirmation of last month": given.service(),
    "a confirmation of today": confirmed("2026-11-23"),
    "a confirmation 90 days ago at tier 1": confirmed("2026-08-25"),
    "a confirmation 180 days ago at tier 2": confirmed("2026-05-27").tier(2),
    "a confirmation 365 days ago at tier 3": confirmed("2025-11-23").tier(3),
    "a change 90 days ago": changed("2026-08-25T23:59:59Z"),
    "a change today": changed("2026-11-23T12:00:00Z"),
    "an old file that was confirmed": changed("2024-01-01T00:00:00Z", confirmed("2026-10-01", { path })),
    "a file that was confirmed and that nobody looks at": confirmed("2026-10-02", { path }),
    "a link with the day of its last change": linked("2026-11-01"),
    "a folder by its README": withFile(
      withFolder(
        withoutFile(inRepository().facts({ runbook: { path: "runbooks" } }), "runbooks"),
        "runbooks",
        "README.md",
      ),
      "runbooks/README.md",
      "# Runbook",
      { changedAt: "2026-11-01T00:00:00Z" },
    ),
    "a declared file that has been so for a month": declareFile(
      changed("2026-10-20T00:00:00Z"),
      path,
      "# Runbook",
    ),
  },
  fail: {
    "a confirmation 91 days ago at tier 1": [confirmed("2026-08-24"), stale("confirmed", 91)],
    "a confirmation 181 days ago at tier 2": [confirmed("2026-05-26").tier(2), stale("confirmed", 181, 180)],
    "a confirmation 366 days ago at tier 3": [confirmed("2025-11-22").tier(3), stale("confirmed", 366, 365)],
    "an older confirmation where an organisation asks for a newer one": [
      confirmed("2026-11-01").parameters({ days: 7 }),
      stale("confirmed", 22, 7),
    ],
    "a change 120 days ago": [changed("2026-07-26T00:00:00Z"), stale("changed", 120)],
    "an old confirmation of a file that was changed since, perhaps in its blanks only": [
      changed("2026-11-20T00:00:00Z", confirmed("2026-01-01", { path })),
      stale("confirmed", 326, 90, path),
    ],
    "a confirmation on a day to come": [confirmed("2026-11-24"), future("confirmed", "2026-11-24", url)],
    "a change on a day to come": [changed("2099-01-01T10:00:00Z"), future("changed", "2099-01-01", path)],
    "a link whose last change is long ago": [linked("2025-11-23"), stale("changed", 365, 90, url)],
  },
  notApplicable: {
    "no runbook": given.service().facts({ runbook: undefined }),
    "a page that nobody has confirmed": given.service().facts({ runbook: { url } }),
    "a link without a day": linked(undefined),
    "a file that is not there": withoutFile(inRepository(), path),
    "a file in no repository": inRepository().facts({ repository: undefined }),
    "a file in an archived repository": inOwnRepository({ archived: true }).facts({ runbook: { path } }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a file that nobody looks at": [
      given.service().facts({ runbook: { path } }),
      "no-collector: runbook docs",
    ],
    "a file whose last change was not told": [
      withFile(inRepository(), path, "# Runbook"),
      "unobserved: GitHub did not tell when runbook docs/runbook.md last changed",
    ],
    "a declared file that changes with the update": [
      declareFile(changed("2026-10-20T00:00:00Z"), path, "# New"),
      "planned: when runbook docs/runbook.md last changed",
    ],
  },
});
