import { architectureDocumented } from "../../../../policy-pack/rules/documentation/architecture-documented";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

// The rule tester's today is 2026-11-23.
const url = "https://wiki.astronomy-shop.example/architecture/checkout";
const path = "docs/architecture.md";
const links = (...pages: readonly Record<string, unknown>[]): Given =>
  given.service().facts({ links: pages.map((page) => ({ kind: "architecture", ...page })) });
const watched = (...pages: readonly Record<string, unknown>[]): Given =>
  links(...pages).catalog({ observe: ["github"] });
const changed = (changedAt: string, start = watched({ path })): Given =>
  withFile(start, path, "# Architecture", { changedAt });
const flaw = (
  message: string,
  page: string,
  data: Record<string, string | number> = {},
): readonly ExpectedFailure[] => [{ message, data: { page, ...data }, subject: page }];

testRule(architectureDocumented, {
  pass: {
    "a page of this year": given.service(),
    "a page updated 365 days ago": links({ url, updated: "2025-11-23" }),
    "a page updated today": links({ url, updated: "2026-11-23" }),
    "a file that was changed": changed("2026-02-01T00:00:00Z"),
    "an old file whose update the catalog states": changed(
      "2020-01-01T00:00:00Z",
      watched({ path, updated: "2026-05-07" }),
    ),
    "a file that nobody looks at, with its day": links({ path, updated: "2026-05-07" }),
    "a folder by its README": withFile(
      withFolder(withoutFile(watched({ path: "docs/design/" }), "docs/design"), "docs/design", "README.md"),
      "docs/design/README.md",
      "# Architecture",
      { changedAt: "2026-05-07T00:00:00Z" },
    ),
    "one page of several": links(
      { url: `${url}/old`, updated: "2020-01-01" },
      { url, updated: "2026-05-07" },
    ),
    "one page beside one that is not known": watched({ path }, { url, updated: "2026-05-07" }),
    "a page beside a file in no repository": links({ path }, { url, updated: "2026-05-07" }).facts({
      repository: undefined,
    }),
    "an older page where an organisation lets it be": links({ url, updated: "2025-01-01" }).parameters({
      days: 1000,
    }),
  },
  fail: {
    "no page": [links(), [{ message: "missing" }]],
    "a link of another kind": [
      given.service().facts({ links: [{ kind: "runbook", url, updated: "2026-11-01" }] }),
      [{ message: "missing" }],
    ],
    "a link that leads nowhere": [
      links({ title: "Architecture", updated: "2026-11-01" }),
      [{ message: "missing" }],
    ],
    "a page without a day": [links({ url }), flaw("undated", url)],
    "a page updated 366 days ago": [
      links({ url, updated: "2025-11-22" }),
      flaw("stale", url, { days: 365, age: 366 }),
    ],
    "a page updated 366 days ago at tier 3": [
      links({ url, updated: "2025-11-22" }).tier(3),
      flaw("stale", url, { days: 365, age: 366 }),
    ],
    "a page updated on a day to come": [
      links({ url, updated: "2026-11-24" }),
      flaw("future", url, { at: "2026-11-24" }),
    ],
    "a file that is not there": [withoutFile(watched({ path }), path), flaw("absent", path)],
    "a file that is not there, whatever day the catalog states": [
      withoutFile(watched({ path, updated: "2026-11-01" }), path),
      flaw("absent", path),
    ],
    "a file that was changed long ago": [
      changed("2024-11-23T00:00:00Z"),
      flaw("stale", path, { days: 365, age: 730 }),
    ],
    "several pages, each with a flaw: the first": [
      links({ url }, { url: `${url}/old`, updated: "2020-01-01" }),
      flaw("undated", url),
    ],
    "a page with a secret in its address, which stays there": [
      links({ url: `${url}?token=abc#x` }),
      flaw("undated", url),
    ],
  },
  notApplicable: {
    "a file in no repository": links({ path }).facts({ repository: undefined }),
    "a file in an archived repository": inOwnRepository({ archived: true }).facts({
      links: [{ kind: "architecture", path }],
    }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a file without a day that nobody looks at": [
      links({ path }),
      "no-collector: architecture page docs/architecture.md is not managed",
    ],
    "a file that GitHub does not tell": [
      watched({ path, updated: "2026-11-01" }),
      "unobserved: GitHub did not tell architecture page docs/architecture.md",
    ],
    "a file whose last change was not told, beside a page with a flaw": [
      withFile(watched({ url }, { path }), path, "# Architecture"),
      "unobserved: GitHub did not tell when architecture page docs/architecture.md last changed",
    ],
  },
});
