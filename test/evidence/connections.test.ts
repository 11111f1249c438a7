import assert from "node:assert/strict";
import { type Reached, reach } from "../../evidence/connections";
import type { Vendor } from "../../evidence/facts";
import { quotable } from "../../evidence/http/connection";

type Values = Readonly<Record<string, string>>;

/** The base address, the missing credentials, or the problem. */
function summary(reached: Reached): string {
  if ("connection" in reached) return reached.connection.baseUrl;
  return "missing" in reached ? `missing ${reached.missing.join(", ")}` : reached.problem;
}

const keys = { DATADOG_API_KEY: "a", DATADOG_APP_KEY: "b" };
const cases: readonly (readonly [string, Vendor, Values, Values, string])[] = [
  ["GitHub's own address by default", "github", {}, { GITHUB_TOKEN: "t" }, "https://api.github.com"],
  ["no token, no connection", "github", {}, { GITHUB_TOKEN: "" }, "missing GITHUB_TOKEN"],
  [
    "an enterprise server's API below its path",
    "github",
    { "github:token": "t", "github:baseUrl": "https://ghe.example/" },
    {},
    "https://ghe.example/api/v3",
  ],
  [
    "an enterprise server's API as it is",
    "github",
    { "github:baseUrl": "https://ghe.example/api/v3/" },
    { GITHUB_TOKEN: "t" },
    "https://ghe.example/api/v3",
  ],
  [
    "GitHub's enterprise cloud",
    "github",
    { "github:baseUrl": "https://api.acme.ghe.com" },
    { GITHUB_TOKEN: "t" },
    "https://api.acme.ghe.com",
  ],
  [
    "no host without TLS",
    "github",
    { "github:baseUrl": "http://ghe.example" },
    { GITHUB_TOKEN: "t" },
    "github:baseUrl or GITHUB_BASE_URL must be https, or http on this machine, and carry no user or password",
  ],
  [
    "no host whose name begins like this machine's",
    "github",
    { "github:baseUrl": "http://127.0.0.1.evil.example" },
    { GITHUB_TOKEN: "t" },
    "github:baseUrl or GITHUB_BASE_URL must be https, or http on this machine, and carry no user or password",
  ],
  [
    "no password in an address, and none in what is said of it",
    "pagerduty",
    { "pagerduty:apiUrlOverride": "https://me:hunter2@pd.example" },
    { PAGERDUTY_TOKEN: "t" },
    "pagerduty:apiUrlOverride or PAGERDUTY_API_URL_OVERRIDE must be https, or http on this machine, and carry no user or password",
  ],
  [
    "this machine for tests",
    "pagerduty",
    { "pagerduty:apiUrlOverride": "http://127.0.0.1:8080/pd" },
    { PAGERDUTY_TOKEN: "t" },
    "http://127.0.0.1:8080/pd",
  ],
  ["PagerDuty's address by default", "pagerduty", {}, { PAGERDUTY_TOKEN: "t" }, "https://api.pagerduty.com"],
  [
    "PagerDuty's European region",
    "pagerduty",
    { "pagerduty:serviceRegion": "eu" },
    { PAGERDUTY_TOKEN: "t" },
    "https://api.eu.pagerduty.com",
  ],
  [
    "no region that there is not",
    "pagerduty",
    { "pagerduty:serviceRegion": "mars" },
    { PAGERDUTY_TOKEN: "t" },
    "pagerduty:serviceRegion must be us or eu",
  ],
  [
    "Datadog's other sites",
    "datadog",
    { "datadog:apiUrl": "https://api.datadoghq.eu/" },
    keys,
    "https://api.datadoghq.eu",
  ],
  ["both of Datadog's keys", "datadog", {}, { DD_API_KEY: "a" }, "missing DATADOG_APP_KEY"],
  [
    "config before the environment",
    "github",
    { "github:token": "c", "github:baseUrl": "https://a.example/api/v3" },
    { GITHUB_TOKEN: "t", GITHUB_BASE_URL: "https://b.example" },
    "https://a.example/api/v3",
  ],
  [
    "a sandbox's stand-ins before all that a user sets",
    "github",
    { "github:token": "c", "github:baseUrl": "https://a.example" },
    { READINESS_SIMULATORS: "http://127.0.0.1:4711" },
    "http://127.0.0.1:4711/github/api/v3",
  ],
  [
    "stand-ins where the config says EU",
    "pagerduty",
    { "pagerduty:serviceRegion": "eu" },
    { READINESS_SIMULATORS: "http://127.0.0.1:4711" },
    "http://127.0.0.1:4711/pagerduty",
  ],
  ...["https://evil.example", "http://127.0.0.1.evil.example", "nothing"].map(
    (url) =>
      [
        `no stand-ins at ${url}`,
        "datadog" as const,
        {},
        { READINESS_SIMULATORS: url, ...keys },
        "READINESS_SIMULATORS must be an http address of this machine",
      ] as const,
  ),
];

describe("how a vendor is reached", () => {
  for (const [name, vendor, config, env, expected] of cases) {
    it(`knows ${name}`, () => assert.equal(summary(reach(vendor, { config, env })), expected));
  }

  it("sends the credentials as each vendor takes them, and knows them as secrets", () => {
    const env = { GITHUB_TOKEN: "g", PAGERDUTY_TOKEN: "p", ...keys };
    const parts = (["github", "pagerduty", "datadog"] as const).map((vendor) => {
      const reached = reach(vendor, { config: {}, env });
      assert.ok("connection" in reached);
      const { headers, secrets } = reached.connection;
      return [headers, secrets];
    });
    assert.deepEqual(parts, [
      [{ authorization: "Bearer g" }, ["g"]],
      [{ authorization: "Token token=p", accept: "application/vnd.pagerduty+json;version=2" }, ["p"]],
      [{ "dd-api-key": "a", "dd-application-key": "b" }, ["a", "b"]],
    ]);
  });

  it("sends no credentials of a user to stand-ins", () => {
    const env = {
      GITHUB_TOKEN: "g",
      PAGERDUTY_TOKEN: "p",
      ...keys,
      READINESS_SIMULATORS: "http://localhost:1",
    };
    for (const vendor of ["github", "pagerduty", "datadog"] as const) {
      const reached = reach(vendor, { config: { "github:token": "c" }, env });
      assert.ok("connection" in reached);
      assert.deepEqual([...new Set(reached.connection.secrets)], ["sandbox"]);
    }
  });

  it("quotes a vendor on one line, without credentials, cut where it is long", () => {
    const said = `bad token s3cret\u001b[31m\n${"x".repeat(300)}`;
    const quoted = quotable(said, { secrets: ["s3cret", ""] }, 40);
    assert.equal(quoted, `bad token [credential] [31m ${"x".repeat(11)}…`);
  });
});
