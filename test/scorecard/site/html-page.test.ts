import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { htmlPage } from "../../../scorecard/site/html-page";
import { siteDataOf } from "../../../scorecard/site/site-index";
import { card, service } from "../cards";

const hostile = `</script><img src=x onerror="alert(1)">`;
const data = siteDataOf({
  title: hostile,
  stacks: [{ card: card([service({ name: hostile })]), runs: [], earlier: {} }],
  comparisons: [],
  problems: [],
});
const page = htmlPage({ title: hostile, script: "start();", styles: "p {}", data });
const hash = (text: string): string => createHash("sha256").update(text).digest("base64");

describe("the page's HTML", () => {
  it("lets its own script and style in, and nothing else", () => {
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
    assert.equal(
      policy,
      `default-src 'none'; script-src 'sha256-${hash("start();")}'; style-src 'sha256-${hash("p {}")}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("carries its data as letters and digits, which say what was put in", () => {
    const [, packed = ""] = /<script type="text\/plain" id="index">([^<]*)<\/script>/.exec(page) ?? [];
    assert.match(packed, /^[A-Za-z0-9+/=]+$/);
    assert.deepEqual(
      JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString()),
      JSON.parse(JSON.stringify(data.index)),
    );
  });

  it("shows a hostile title as text", () => {
    assert.match(page, /<title>&#60;\/script&#62;&#60;img src=x onerror=&#34;alert\(1\)&#34;&#62;<\/title>/);
    assert.equal(page.split("<img").length, 1);
  });

  it("takes no part that ends its element early", () => {
    const parts = { title: "", script: "", styles: "", data };
    assert.throws(() => htmlPage({ ...parts, script: `"</script>"` }), RangeError);
    assert.throws(() => htmlPage({ ...parts, styles: "</STYLE>" }), RangeError);
  });
});
