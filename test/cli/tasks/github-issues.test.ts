import assert from "node:assert/strict";
import { Headers } from "undici";
import { DeclinedError, githubIssues } from "../../../cli/tasks/github-issues";
import { paced } from "../../../cli/tasks/paced";
import type { Send } from "../../../evidence/http/client";
import { RefusedError, UnansweredError } from "../../../evidence/http/outcome";
import { connection } from "./syncing";

const answering =
  (status: number, body: unknown, link = ""): Send =>
  async () => ({
    status,
    headers: new Headers({ link }),
    text: typeof body === "string" ? body : JSON.stringify(body),
  });
const issue = {
  number: 1,
  html_url: "https://github.example/acme/shop/issues/1",
  title: "A",
  body: null,
  state: "open",
  user: null,
  labels: ["x", { name: "y" }],
};

describe("GitHub's issues", () => {
  const answers = {
    "no such repository": [404, { message: "Not Found" }, DeclinedError, /^there is no such thing/],
    "issues that are switched off": [410, {}, DeclinedError, /^issues are switched off there/],
    "a missing permission": [
      403,
      { message: "Must have rights" },
      DeclinedError,
      /^it needs Issues: write.*rights\)$/,
    ],
    "what it does not take": [
      422,
      { message: "Validation Failed" },
      DeclinedError,
      /^it answered 422: Validation/,
    ],
    "wrong credentials": [401, {}, RefusedError, /^it refused the credentials/],
    "a fault of its own": [502, "<html>", UnansweredError, /^it answered 502$/],
    "a limit that is spent": [429, {}, UnansweredError, /^it answered 429$/],
    "another shape": [201, { number: "one" }, UnansweredError, /^its answer has another shape$/],
    "no JSON": [201, "<html>", UnansweredError, /^its answer has another shape$/],
    "the list of a renamed repository": [200, [issue], DeclinedError, /^the repository has another name now/],
    "an address that a browser would run": [
      201,
      { ...issue, html_url: "javascript:alert(1)" },
      UnansweredError,
      /another shape/,
    ],
  } as const;
  for (const [name, [status, body, kind, message]] of Object.entries(answers))
    it(`that answer a new one with ${name} are told by the reason`, async () => {
      await assert.rejects(
        githubIssues(answering(status, body), connection).open("acme/shop", { title: "A" }),
        (error) => error instanceof kind && message.test(error.message),
      );
    });

  it("are without pull requests, and never partly read", async () => {
    const whole = githubIssues(answering(200, [issue, { ...issue, pull_request: {} }]), connection);
    assert.deepEqual((await whole.list("acme/shop", { creator: "robot" })).length, 1);
    const endless = githubIssues(answering(200, [issue], '<https://x>; rel="next"'), connection);
    await assert.rejects(endless.list("acme/shop", { creator: "robot" }), /more than 100000 entries/);
  });

  it("are changed with a pause also after a change that failed", async () => {
    const order: string[] = [];
    const send: Send = async ({ path }) => {
      order.push(path);
      throw new UnansweredError("it did not answer in time");
    };
    const slowly = paced(send, 1000, async (ms) => {
      order.push(`pause ${ms}`);
    });
    const request = (path: string) => slowly({ method: "POST", path, headers: {} });
    await Promise.allSettled([request("/a"), request("/b")]);
    assert.deepEqual(order.slice(0, 3), ["/a", "pause 1000", "/b"]);
  });

  it("are changed one after the other, with a pause after each, and read without", async () => {
    const order: string[] = [];
    const send: Send = async ({ method, path }) => {
      order.push(`${method} ${path}`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push("answered");
      return { status: 200, headers: new Headers(), text: "{}" };
    };
    const slowly = paced(send, 1000, async (ms) => {
      order.push(`pause ${ms}`);
    });
    const request = (method: "GET" | "POST" | "PATCH", path: string) => slowly({ method, path, headers: {} });
    await Promise.all([request("POST", "/a"), request("PATCH", "/b"), request("GET", "/c")]);
    assert.deepEqual(order.filter((one) => !one.includes("/c")).slice(0, 4), [
      "POST /a",
      "answered",
      "answered",
      "pause 1000",
    ]);
    assert.ok(order.indexOf("PATCH /b") > order.indexOf("pause 1000"));
    assert.ok(order.indexOf("GET /c") < order.indexOf("pause 1000"));
  });
});
