import assert from "node:assert/strict";
import { projectWith, type Ran, readiness } from "./command";
import { type Receiver, startReceiver } from "./notify/receiver";

const config = `privateHosts: ["HOST"]
central: { to: [{ kind: pagerduty, routingKeyFrom: PD_CENTRAL, urlFrom: PD_EVENTS }] }
teams:
  orders: { to: [TO] }
`;
const reading =
  "{ kind: slack, urlFrom: SLACK_ORDERS }, { kind: teams, urlFrom: TEAMS_ORDERS }, { kind: webhook, urlFrom: HOOK }";
const paged = "{ kind: pagerduty, routingKeyFrom: PD_ORDERS, urlFrom: PD_EVENTS }";

describe("a message to an owner, and an incident", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const project = (to: string): string =>
    projectWith({
      "catalog/notifications.yaml": config.replace("HOST", receiver.host).replace("TO", to),
      "catalog/services/alone.yaml": "name: alone\n",
      "catalog/services/strange.yaml": "name: strange\nowner: nobody\n",
    });
  const run = (folder: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> => {
    const at = (path: string): string => `http://${receiver.host}/${path}`;
    const env = {
      SLACK_ORDERS: at("slack"),
      TEAMS_ORDERS: at("teams"),
      HOOK: at("hook"),
      PD_EVENTS: at("events"),
      PD_ORDERS: "keyoforders",
      PD_CENTRAL: "keyofcentral",
      GITHUB_ACTOR: "pia",
      ...more,
    };
    return readiness(folder, args, { env });
  };

  it("tell the owner wherever the team reads", async () => {
    const { code, out } = await run(project(`${reading}, ${paged}`), [
      ...["nudge", "rates", "--message", "When will it have a runbook?\n\nWe <need> it."],
    ]);
    assert.deepEqual(
      [code, out],
      [0, "slack (SLACK_ORDERS): sent.\nteams (TEAMS_ORDERS): sent.\nwebhook (HOOK): sent."],
    );
    const [slack] = receiver.bodies("/slack");
    assert.match(JSON.stringify(slack), /quote: pia asks orders/);
    assert.match(JSON.stringify(slack), /We &lt;need&gt; it\./);
    assert.equal(receiver.received.length, 3, "nobody is paged");
  });

  it("cut nothing off a long message, and send none that would be cut", async () => {
    const folder = project(reading);
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(" ");
    assert.equal((await run(folder, ["nudge", "quote", "--message", long])).code, 0);
    for (const place of ["/slack", "/teams", "/hook"])
      assert.match(JSON.stringify(receiver.bodies(place)), /word0 .*word99\b/, place);
    const { code, err } = await run(folder, ["nudge", "quote", "--message", "x\n".repeat(21)]);
    assert.deepEqual(
      [code, err, receiver.received.length],
      [2, "--message must have at most 20 lines of 250 letters; it has 21. Say where more is.", 3],
    );
  });

  it("open an incident where the owner is paged, once for one request", async () => {
    const folder = project(`${reading}, ${paged}`);
    const args = ["incident", "cart", "--summary", "Carts are empty.", "--severity", "critical"];
    const link = ["--link", "https://github.com/acme/shop/issues/7"];
    const { code, out } = await run(folder, [...args, ...link]);
    assert.deepEqual([code, out], [0, "pagerduty (PD_ORDERS): sent."]);
    await run(folder, [...args, ...link]);
    await run(folder, args);
    const [first, again, other] = receiver.bodies("/events") as readonly { dedup_key: string }[]; // as sent
    assert.deepEqual(first, {
      routing_key: "keyoforders",
      event_action: "trigger",
      dedup_key: first?.dedup_key,
      client: "readiness",
      client_url: "https://github.com/acme/shop/issues/7",
      links: [{ href: "https://github.com/acme/shop/issues/7", text: "The request" }],
      payload: {
        summary: "cart: Carts are empty.",
        severity: "critical",
        source: "shop",
        component: "cart",
        group: "shop",
        class: "readiness-incident",
        custom_details: { opened_by: "pia" },
      },
    });
    assert.equal(again?.dedup_key, first?.dedup_key);
    assert.notEqual(other?.dedup_key, first?.dedup_key);
  });

  it("page the central team where the owner has nothing of its own", async () => {
    const { out } = await run(project(reading), ["incident", "cart", "--summary", "Carts are empty."]);
    assert.equal(out, "pagerduty (PD_CENTRAL): sent.");
  });

  it("send nothing in a dry run", async () => {
    const folder = project(`${reading}, ${paged}`);
    const nudge = await run(folder, ["nudge", "cart", "--message", "When?", "--dry-run"]);
    assert.deepEqual([nudge.code, nudge.out], [0, "cart: pia asks orders\n  When?\n\nNothing was sent."]);
    const incident = await run(folder, ["incident", "cart", "--summary", "Empty.", "--dry-run"]);
    assert.deepEqual([incident.code, incident.out], [0, "error: cart: Empty.\n\nNothing was sent."]);
    assert.deepEqual(receiver.received, []);
  });

  it("say what did not come through, without its address", async () => {
    const { code, out, err } = await run(project(reading), ["nudge", "cart", "--message", "When?"], {
      HOOK: "",
    });
    assert.deepEqual(
      [code, out, err],
      [
        1,
        "slack (SLACK_ORDERS): sent.\nteams (TEAMS_ORDERS): sent.",
        "webhook (HOOK): not sent, HOOK must be set.",
      ],
    );
  });

  const refused: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
    "a service without an owner": [
      reading,
      ["nudge", "alone", "--message", "When?"],
      "alone has no owner. State one in catalog/services/alone.yaml.",
    ],
    "an owner that is no team": [
      reading,
      ["nudge", "strange", "--message", "When?"],
      '"nobody", the owner of strange, is not a team in catalog/teams.',
    ],
    "an owner that reads nothing": [
      paged,
      ["nudge", "cart", "--message", "When?"],
      "orders reads no messages: name a chat or webhook for it under teams in catalog/notifications.yaml.",
    ],
    "a blank message": [reading, ["nudge", "cart", "--message", " "], "--message must not be blank."],
    "an incident without words, and with a link that is none": [
      paged,
      ["incident", "cart", "--summary", " ", "--link", "here"],
      "--summary must not be blank.\n--link must be an absolute http or https address.",
    ],
    "somebody who is none": [
      paged,
      ["incident", "cart", "--summary", "Empty.", "--by", "Pia P"],
      "--by must be a login, without @ or spaces.",
    ],
  };
  for (const [name, [to, args, message]] of Object.entries(refused))
    it(`refuse ${name}`, async () => {
      const { code, err } = await run(project(to), args);
      assert.deepEqual([code, err], [2, message]);
      assert.deepEqual(receiver.received, []);
    });
});
