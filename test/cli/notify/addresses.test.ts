import assert from "node:assert/strict";
import dns from "node:dns";
import { type Notifications, notificationsSchema } from "../../../catalog/notifications";
import { isPrivateAddress, publicLookup, wayTo } from "../../../cli/notify/addresses";

const config: Notifications = notificationsSchema.parse({
  hosts: ["hooks.slack.com", "hooks.other.example:8443", "10.0.0.7", "events.pagerduty.com"],
  privateHosts: ["127.0.0.1:9000", "hooks.inside.example"],
});
const slack = { kind: "slack", urlFrom: "HOOK" } as const;
const problem = (url: string, env: NodeJS.ProcessEnv = {}): string | undefined => {
  const way = wayTo(slack, config, { HOOK: url, ...env });
  return "problem" in way ? way.problem : undefined;
};

const cases: Readonly<Record<string, string | undefined>> = {
  "https://hooks.slack.com/services/T0/B0/x": undefined,
  "https://hooks.slack.com:443/services/T0/B0/x": undefined,
  "https://hooks.other.example:8443/": undefined,
  "https://hooks.inside.example/x": undefined,
  "http://127.0.0.1:9000/x": undefined,
  "": "HOOK must be set",
  "T0/B0/x": "HOOK must hold an address",
  "http://hooks.slack.com/x": "the address in HOOK must be https",
  "http://hooks.inside.example/x": "the address in HOOK must be https",
  "http://127.0.0.1:9001/x": "the address in HOOK must be https",
  "ftp://hooks.slack.com/x": "the address in HOOK must be https",
  "https://me:secret@hooks.slack.com/x": "the address in HOOK must carry no user or password",
  "https://me@hooks.slack.com/x": "the address in HOOK must carry no user or password",
  "https://:secret@hooks.slack.com/x": "the address in HOOK must carry no user or password",
  "https://hooks.slack.com:8443/x": "the host of the address in HOOK must be listed under hosts",
  "https://hooks.other.example/x": "the host of the address in HOOK must be listed under hosts",
  "https://hooks.slack.com.evil.example/x": "the host of the address in HOOK must be listed under hosts",
  "https://evil.example/hooks.slack.com": "the host of the address in HOOK must be listed under hosts",
  "https://10.0.0.7/x": "the address in HOOK is a private one; list its host under privateHosts",
};

describe("the way to a destination", () => {
  for (const [url, expected] of Object.entries(cases))
    it(`${expected === undefined ? "leads" : "does not lead"} to ${url === "" ? "nothing" : url}`, () =>
      assert.equal(problem(url), expected));

  it("stays on this machine in a sandbox", () => {
    const env = { READINESS_SIMULATORS: "http://127.0.0.1:1" };
    assert.match(problem("https://hooks.slack.com/x", env) ?? "", /^with READINESS_SIMULATORS set nothing /);
    assert.equal(problem("http://127.0.0.1:9000/x", env), undefined);
  });

  it("is PagerDuty's own by region, or another that is listed", () => {
    const to = { kind: "pagerduty", routingKeyFrom: "KEY", region: "us" } as const;
    const way = wayTo(to, config, { KEY: "k".repeat(32) });
    assert.equal("url" in way && way.url, "https://events.pagerduty.com/v2/enqueue");
    const eu = wayTo({ ...to, region: "eu" }, config, { KEY: "k" });
    assert.deepEqual(eu, { problem: "the host of the address in region must be listed under hosts" });
    const own = wayTo({ ...to, urlFrom: "HOOK" }, config, { KEY: "k", HOOK: "http://127.0.0.1:9000/e" });
    assert.equal("url" in own && own.url, "http://127.0.0.1:9000/e");
  });

  it("is not a private address of version 6, and says what of it is secret, the longest first", () => {
    const hosts = [...config.hosts, "[fd00::1]"];
    assert.deepEqual(wayTo(slack, { ...config, hosts }, { HOOK: "https://[fd00::1]/x" }), {
      problem: "the address in HOOK is a private one; list its host under privateHosts",
    });
    const way = wayTo(slack, config, {
      HOOK: "https://hooks.slack.com/services/hidden-path?token=hidden-query",
    });
    assert.ok("secrets" in way);
    const [first] = way.secrets;
    assert.equal(first, "https://hooks.slack.com/services/hidden-path?token=hidden-query");
    for (const part of ["hidden-path", "hidden-query"]) assert.ok(way.secrets.includes(part));
    const lengths = way.secrets.map(({ length }) => length);
    assert.deepEqual(
      lengths,
      lengths.toSorted((a, b) => b - a),
    );
  });

  it("names all variables that are missing", () => {
    const to = { kind: "webhook", urlFrom: "HOOK", secretFrom: "SIGN" } as const;
    assert.deepEqual(wayTo(to, config, {}), { problem: "HOOK and SIGN must be set" });
  });
});

describe("private addresses", () => {
  const addresses = {
    private: [
      "127.0.0.1",
      "10.1.2.3",
      "172.31.0.1",
      "192.168.1.1",
      "169.254.169.254",
      "100.64.0.1",
      "0.0.0.0",
    ],
    six: ["::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::a00:1"],
    public: ["1.1.1.1", "172.32.0.1", "2606:4700::1111", "hooks.slack.com"],
  };
  it("are those of networks that are nobody else's", () => {
    for (const one of [...addresses.private, ...addresses.six]) assert.ok(isPrivateAddress(one), one);
    for (const one of addresses.public) assert.ok(!isPrivateAddress(one), one);
  });

  it("are refused where a name leads to one", async () => {
    const error = await new Promise<Error | null>((resolve) =>
      publicLookup("localhost", {}, (problem) => resolve(problem)),
    );
    assert.match(error?.message ?? "", /^its address is a private one/);
  });
});

describe("what a name leads to", () => {
  const found = ["93.184.216.34", "10.0.0.7"].map((address) => ({ address, family: 4 }));
  const lookup = dns.lookup;
  afterEach(() => {
    dns.lookup = lookup;
  });

  it("is an error where it cannot be resolved", () => {
    const lost = new Error("ENOTFOUND");
    const none = (_host: string, _options: object, callback: (error: Error) => void) => callback(lost);
    dns.lookup = none as typeof dns.lookup; // only this form is called
    const errors: unknown[] = [];
    publicLookup("hooks.example", {}, (error) => errors.push(error));
    assert.deepEqual(errors, [lost]);
  });

  it("is nothing where one of several addresses is private", () => {
    const all = (_host: string, _options: object, callback: (error: null, some: typeof found) => void) =>
      callback(null, found);
    dns.lookup = all as typeof dns.lookup; // only this form is called
    const errors: unknown[] = [];
    publicLookup("hooks.example", { all: true }, (error) => errors.push(error));
    assert.match(String(errors[0]), /its address is a private one/);
  });
});
