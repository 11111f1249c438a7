import type { FactValue } from "../../../../evidence/facts";
import { noLeakedSecrets } from "../../../../policy-pack/rules/security/no-leaked-secrets";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Leak = FactValue<"leaked-secrets">["open"][number];

const leak = (type: string, day: string, more: Partial<Leak> = {}): Leak => ({
  type,
  createdAt: `${day}T09:00:00.000Z`,
  ...more,
});
const seen = (open: readonly Leak[], rest: { dismissed?: number; complete?: boolean } = {}): Given =>
  given.service().observed("leaked-secrets", "astronomy-shop", {
    value: { open: [...open], dismissed: 0, complete: true, ...rest },
  });
const old = (
  type: string,
  count: number,
  oldest: number,
  dismissed = 0,
  known: Readonly<Record<string, number>> = {},
): ExpectedFailure => ({
  message: "open",
  data: {
    ...{ repository: "astronomy-shop", most: 7, type, count, oldest, dismissed },
    ...{ working: 0, published: 0, pushed: 0, ...known },
  },
  subject: type,
});
const hidden = (): Given => given.service().observed("leaked-secrets", "astronomy-shop", "absent");

testRule(noLeakedSecrets, {
  pass: {
    "no alert": given.service(),
    "alerts that are open for at most a week": seen([
      leak("aws_access_key_id", "2026-11-20"),
      leak("password", "2026-11-16"),
    ]),
    "alerts that were resolved, however": seen([], { dismissed: 2 }),
    "an older alert where the organisation gives it more time": seen([
      leak("password", "2026-11-03"),
    ]).parameters({ days: 20 }),
  },
  fail: {
    "an alert of eight days": [
      seen([leak("aws_access_key_id", "2026-11-15")]),
      [old("aws_access_key_id", 1, 8)],
    ],
    "alerts of several types, each with its oldest, at tier 3": [
      seen(
        [
          leak("slack_api_token", "2026-11-03"),
          leak("password", "2026-11-22"),
          leak("password", "2026-11-01"),
          leak("slack_api_token", "2026-10-24"),
        ],
        { dismissed: 5 },
      ).tier(3),
      [old("slack_api_token", 2, 30, 5), old("password", 1, 22, 5)],
    ],
    "an alert of a secret that works no more, since nobody has resolved it": [
      seen([leak("slack_api_token", "2026-11-01", { validity: "inactive" })]),
      [old("slack_api_token", 1, 22)],
    ],
    "old alerts with what is known of them, not of those that are new": [
      seen([
        leak("password", "2026-11-01", { validity: "active", publiclyLeaked: true }),
        leak("password", "2026-11-02", { validity: "active", pushProtectionBypassed: true }),
        leak("password", "2026-11-22", { validity: "active", publiclyLeaked: true }),
      ]),
      [old("password", 2, 22, 0, { working: 2, published: 1, pushed: 1 })],
    ],
    "an old alert although not all were read": [
      seen([leak("password", "2026-11-01")], { complete: false }),
      [old("password", 1, 22)],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a private repository of the free plan": inOwnRepository({ visibility: "private" }).catalog({
      plans: { github: "free" },
    }),
    "a repository that is not scanned, which secret-scanning-on judges": hidden().observed(
      "secret-scanning",
      "astronomy-shop",
      { value: { scanning: "disabled", pushProtection: "disabled" } },
    ),
    "a repository for which the plan has no scanning": hidden().observed(
      "secret-scanning",
      "astronomy-shop",
      { value: { scanning: "unavailable", pushProtection: "unavailable" } },
    ),
  },
  unknown: {
    "alerts that GitHub hides although scanning is on, which is never an empty list": [
      hidden(),
      "unobserved: GitHub shows no leaked secrets of repository astronomy-shop, as if scanning were off",
    ],
    "alerts that GitHub hides where nothing tells whether scanning is on": [
      hidden().observed("secret-scanning", "astronomy-shop", { permission: "Administration: read" }),
      "unobserved: GitHub shows whether repository astronomy-shop is scanned for secrets only with",
    ],
    "whether there are older ones than were read": [
      seen([leak("password", "2026-11-20")], { complete: false }),
      "unobserved: GitHub lists more leaked secrets of repository astronomy-shop than were read",
    ],
    "what the token may not see": [
      given.service().observed("leaked-secrets", "astronomy-shop", {
        permission: "Secret scanning alerts: read",
      }),
      "unobserved: GitHub shows the leaked secrets of repository astronomy-shop only with",
    ],
    "what nobody looks at": [
      given.service().unobserved("leaked-secrets"),
      "no-collector: the leaked secrets",
    ],
  },
});
