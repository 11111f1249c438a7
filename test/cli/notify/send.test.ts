import assert from "node:assert/strict";
import { post, sendingLimits } from "../../../cli/notify/send";
import { type Receiver, startReceiver } from "./receiver";

const way = (url: string, isPrivate: boolean) => ({ url, isPrivate, secrets: [url, "abcdefgh"] });
const now = new Date("2026-11-23T07:00:00Z");
const quick = { ...sendingLimits, firstWaitMs: 1, answerMs: 300, pauseMs: 300, retries: 2 };

describe("sending", () => {
  let open: Receiver | undefined;
  afterEach(() => open?.close());
  const to = async (react: Parameters<typeof startReceiver>[0]): Promise<string> => {
    open = await startReceiver(react);
    return `http://${open.host}/services/abcdefgh`;
  };

  it("refuses a host whose name leads to a private address, though it is listed", async () => {
    const url = await to(undefined);
    const public_ = way(url.replace("127.0.0.1", "localhost"), false);
    assert.equal(
      await post(public_, {}, now, quick),
      "its address is a private one; list its host under privateHosts",
    );
    assert.equal(open?.received.length, 0);
    assert.equal(await post({ ...public_, isPrivate: true }, {}, now, quick), undefined);
  });

  it("tries again what may pass, so many times, and says what came last", async () => {
    const url = await to(() => ({ status: 503, text: "down for /services/abcdefgh" }));
    assert.equal(
      await post(way(url, true), {}, now, quick),
      "it answered 503: down for /services/[credential]",
    );
    assert.equal(open?.received.length, 3);
  });

  it("waits no longer than somebody who waits would", async () => {
    const url = await to(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    assert.equal(await post(way(url, true), {}, now, quick), "it answered 429: ok");
    assert.equal(open?.received.length, 1);
  });

  it("does not repeat what is refused for good", async () => {
    const url = await to(() => ({ status: 410, text: "channel_is_archived" }));
    assert.equal(await post(way(url, true), {}, now, quick), "it answered 410: channel_is_archived");
    assert.equal(open?.received.length, 1);
  });

  it("says why nothing came", async () => {
    const url = await to(undefined);
    await open?.close();
    assert.equal(await post(way(url, true), {}, now, quick), "it refused the connection");
  });
});
