import type { FactValue } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import { vulnerabilitiesBelowLimit } from "../../../../policy-pack/rules/security/vulnerabilities-below-limit";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Vulnerability = FactValue<"vulnerabilities">["open"][number];

const open = (
  severity: Vulnerability["severity"],
  day: string,
  scope?: Vulnerability["scope"],
): Vulnerability => ({
  severity,
  createdAt: `${day}T09:00:00.000Z`,
  ...(scope && { scope }),
});
const seen = (all: readonly Vulnerability[], rest: { dismissed?: number; complete?: boolean } = {}): Given =>
  given.service().observed("vulnerabilities", "astronomy-shop", {
    value: { open: [...all], dismissed: 0, complete: true, ...rest },
  });
const old = (
  severity: string,
  most: number,
  count: number,
  oldest: number,
  dismissed = 0,
): ExpectedFailure => ({
  message: "open",
  data: { repository: "astronomy-shop", severity, most, count, oldest, dismissed },
  subject: severity,
});
const withoutAlerts = (): Given =>
  given.service().with(github.vulnerabilityAlerts, undefined, { enabled: false });

testRule(vulnerabilitiesBelowLimit, {
  pass: {
    "nothing but a vulnerability of low severity": given.service(),
    "no vulnerability at all": seen([]),
    "a critical and a high one that are open as long as they may be": seen([
      open("critical", "2026-11-16"),
      open("high", "2026-11-09"),
    ]),
    "old ones of medium severity": seen([open("medium", "2025-01-01", "runtime")]),
    "old ones that only development depends on": seen([
      open("critical", "2025-01-01", "development"),
      open("high", "2025-01-01", "development"),
    ]),
    "a critical one of two weeks at tier 2": seen([open("critical", "2026-11-09")]).tier(2),
    "a critical one of a month and a high one of a quarter at tier 3": seen([
      open("critical", "2026-10-24"),
      open("high", "2026-08-25"),
    ]).tier(3),
    "dismissals alone, which are not open": seen([], { dismissed: 4 }),
    "alerts of which only GitHub tells": given.service().without(github.vulnerabilityAlerts),
  },
  fail: {
    "a critical one of eight days": [
      seen([open("critical", "2026-11-15", "runtime")]),
      [old("critical", 7, 1, 8)],
    ],
    "a high one of fifteen days of which GitHub does not say what needs it": [
      seen([open("high", "2026-11-08")]),
      [old("high", 14, 1, 15)],
    ],
    "several, with what was dismissed": [
      seen(
        [
          open("critical", "2026-11-20"),
          open("critical", "2026-11-01"),
          open("critical", "2026-10-01"),
          open("high", "2026-11-01", "runtime"),
          open("high", "2026-09-01", "development"),
        ],
        { dismissed: 3 },
      ),
      [old("critical", 7, 2, 53, 3), old("high", 14, 1, 22, 3)],
    ],
    "a critical one of fifteen days at tier 2": [
      seen([open("critical", "2026-11-08"), open("high", "2026-10-24")]).tier(2),
      [old("critical", 14, 1, 15)],
    ],
    "a high one of ninety-one days at tier 3": [
      seen([open("high", "2026-08-24")]).tier(3),
      [old("high", 90, 1, 91)],
    ],
    "one that is old although not all were read": [
      seen([open("critical", "2026-11-01")], { complete: false }),
      [old("critical", 7, 1, 22)],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a repository whose alerts are off, whatever was seen before": withoutAlerts().observed(
      "vulnerabilities",
      "astronomy-shop",
      { value: { open: [open("critical", "2025-01-01")], dismissed: 0, complete: true } },
    ),
    "a repository whose alerts are off, as GitHub says too": withoutAlerts().observed(
      "vulnerabilities",
      "astronomy-shop",
      "absent",
    ),
  },
  unknown: {
    "whether there are more than were read": [
      seen([open("critical", "2026-11-20")], { complete: false }),
      "unobserved: GitHub lists more vulnerabilities of repository astronomy-shop than were read",
    ],
    "alerts that are declared and not yet on": [
      given.service().observed("vulnerabilities", "astronomy-shop", "absent"),
      "unobserved: GitHub lists no vulnerabilities of repository astronomy-shop, as if alerts were off",
    ],
    "why GitHub lists none where nothing tells whether alerts are on": [
      given
        .service()
        .unknown(github.vulnerabilityAlerts, undefined, "enabled")
        .observed("vulnerabilities", "astronomy-shop", "absent"),
      "planned: enabled",
    ],
    "what the token may not see": [
      given
        .service()
        .observed("vulnerabilities", "astronomy-shop", { permission: "Dependabot alerts: read" }),
      "unobserved: GitHub shows the vulnerabilities of repository astronomy-shop only with the permission Dependabot",
    ],
    "what nobody looks at": [
      given.service().unobserved("vulnerabilities"),
      "no-collector: the vulnerabilities of repository astronomy-shop",
    ],
  },
});
