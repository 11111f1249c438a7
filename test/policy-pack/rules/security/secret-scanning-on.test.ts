import { github } from "../../../../policy-pack/engine/tokens";
import { secretScanningOn } from "../../../../policy-pack/rules/security/secret-scanning-on";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Feature = "enabled" | "disabled" | "unavailable";

const declared = (secretScanning?: string, push?: string, props: Record<string, unknown> = {}): Given =>
  inOwnRepository({
    securityAndAnalysis: {
      ...(secretScanning && { secretScanning: { status: secretScanning } }),
      ...(push && { secretScanningPushProtection: { status: push } }),
    },
    ...props,
  });
const seen = (scanning: Feature, pushProtection: Feature, start = inOwnRepository()): Given =>
  start.observed("secret-scanning", "checkout", { value: { scanning, pushProtection } });
const elsewhere = (): Given =>
  given
    .service()
    .facts({ repository: "checkout", path: undefined })
    .catalog({ owns: false, observe: ["github"] });
const gap = (message: string, on?: string): ExpectedFailure => ({
  message,
  data: { repository: "checkout" },
  subject: "checkout",
  ...(on && { on }),
});

testRule(secretScanningOn, {
  pass: {
    "what GitHub says of a shared repository": given.service(),
    "both declared": declared("enabled", "enabled"),
    "both seen although the stack declares the repository": seen("enabled", "enabled"),
    "both seen where another stack declares the repository": seen("enabled", "enabled", elsewhere()),
    "push protection that only GitHub tells of": seen("enabled", "enabled", declared("enabled")),
    "what is declared although GitHub still says no": seen(
      "disabled",
      "disabled",
      declared("enabled", "enabled"),
    ),
    "a private repository of a plan that may have it": declared("enabled", "enabled", {
      visibility: "private",
    }).catalog({ plans: { github: "team" } }),
    "a public repository of the free plan": declared("enabled", "enabled").catalog({
      plans: { github: "free" },
    }),
  },
  fail: {
    "neither of both, which is one gap": [declared("disabled", "disabled"), [gap("scanning", "own")]],
    "push protection without the scanning that it needs": [
      declared("disabled", "enabled"),
      [gap("scanning", "own")],
    ],
    "no push protection": [declared("enabled", "disabled"), [gap("pushProtection", "own")]],
    "push protection that is not declared where nobody looks": [
      declared("enabled"),
      [gap("pushProtection", "own")],
    ],
    "nothing declared where nobody looks": [inOwnRepository(), [gap("scanning", "own")]],
    "nothing declared, and switched off at GitHub": [seen("disabled", "disabled"), [gap("scanning")]],
    "push protection that is off at GitHub": [
      seen("enabled", "disabled", elsewhere()),
      [gap("pushProtection")],
    ],
    "what GitHub calls absent": [
      elsewhere().observed("secret-scanning", "checkout", "absent"),
      [gap("scanning")],
    ],
    "a public repository of the free plan without it": [
      declared("disabled").catalog({ plans: { github: "free" } }),
      [gap("scanning", "own")],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a private repository of the free plan": inOwnRepository({ visibility: "private" }).catalog({
      plans: { github: "free" },
    }),
    "a repository for which the plan has no scanning": seen("unavailable", "unavailable"),
    "a repository for which the plan has no push protection": seen("enabled", "unavailable"),
  },
  unknown: {
    "settings that are only known after the update": [
      inOwnRepository().unknown(github.repository, "own", "securityAndAnalysis"),
      "planned: securityAndAnalysis",
    ],
    "push protection that is only known after the update": [
      declared("enabled", "x").unknown(
        github.repository,
        "own",
        "securityAndAnalysis.secretScanningPushProtection.status",
      ),
      "planned: securityAndAnalysis.secretScanningPushProtection.status",
    ],
    "settings that the token may not see, also where the stack declares the repository": [
      inOwnRepository()
        .catalog({ observe: ["github"] })
        .observed("secret-scanning", "checkout", { permission: "Administration: read" }),
      "unobserved: GitHub shows whether repository checkout is scanned for secrets only with",
    ],
    "settings that GitHub was not asked for": [elsewhere(), "unobserved: GitHub did not tell whether"],
    "a repository of another stack that nobody looks at": [
      elsewhere().catalog({ owns: false, observe: [] }),
      "no-collector: whether repository checkout is scanned for secrets",
    ],
  },
});
