import assert from "node:assert/strict";
import { type Block, blocksOf } from "../../../../policy-pack/views/documents/page";

const h = (level: number, text: string): Block => ({ kind: "heading", level, text });
const p = (text: string, label = ""): Block => ({ kind: "prose", label, text });
const other: Block = { kind: "other" };
const page = (...lines: readonly string[]): string => lines.join("\n");

type Cases = Readonly<Record<string, readonly [text: string, expected: readonly Block[]]>>;
function expectBlocks(path: string, cases: Cases): void {
  for (const [name, [text, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(blocksOf(path, text), expected));
}

describe("a page in Markdown", () => {
  expectBlocks("README.md", {
    "has headings and paragraphs": [
      page("# Shop", "", "Sells", "telescopes.", "## Run"),
      [h(1, "Shop"), p("Sells telescopes."), h(2, "Run")],
    ],
    "has underlined headings": [page("Shop", "====", "Run", "---"), [h(1, "Shop"), h(2, "Run")]],
    "has headings only where they are some": [
      page("```", "# Run", "```", "\\# Run", "#Run"),
      [other, p("# Run #Run")],
    ],
    "has code that is no prose": [
      page("Run `npm start` now.", "", "    npm start", "", "~~~", "x", "~~~"),
      [p("Run   now."), other, other],
    ],
    "has tables that are no prose": [page("| Deploy | how |", "|---|---|", "| a | b |"), [other]],
    "has pictures that are no prose": [
      page(
        "[![build passing](https://x/badge.svg)](https://x) ![Deploy](d.png)",
        "",
        "![x][y]",
        "",
        "[y]: https://x",
      ),
      [],
    ],
    "has links that are prose": [page("See the [guide](guide.md)."), [p("See the guide.")]],
    "has links within itself that are none": [
      page("- [Run](#run)", "- [How to *deploy*](#deploy) ", "- [Ask](ask.md)"),
      [p("Ask")],
    ],
    "has labels": [
      page("**Rollback:** take the last release.", "", "1. **Ask** us"),
      [p("take the last release.", "Rollback:"), p("us", "Ask")],
    ],
    "has labels that are headings": [
      page("**Rollback**", "", "Take the last."),
      [p("", "Rollback"), p("Take the last.")],
    ],
    "has no label in the middle": [page("Take the **last** one."), [p("Take the last one.")]],
    "has lists and quotes that are prose": [
      page("- one", "  - two", "> three"),
      [p("one"), p("two"), p("three")],
    ],
    "has comments that nobody sees": [
      page("<!-- Deploy it -->", "", "Run <!-- not --> it."),
      [p("Run  it.")],
    ],
    "has HTML": [
      page(
        '<h1 align="center">Shop</h1>',
        "<p>Sells <b>tele</b>scopes.</p>",
        "",
        "<details><summary>Run</summary>",
        "",
        "Like this.",
        "",
        "</details>",
      ),
      [h(1, "Shop"), p("Sells telescopes."), h(6, "Run"), p("Like this.")],
    ],
    "has code in HTML that is no prose": [
      page(
        "<div>",
        "<pre>npm start</pre><TABLE><tr><td>x</td></tr></Table>",
        "<script>a < b</script> text",
        "</div>",
      ),
      [p("text")],
    ],
    "has HTML that is never closed": [page("<div", "text"), []],
    "has settings at the top that are no heading": [
      page("---", "title: Shop", "---", "Sells."),
      [p("Sells.")],
    ],
    "has a line at the top that is none": [page("---", "", "Sells."), [p("Sells.")]],
    "has a mark of its encoding": ["\ufeff# Shop", [h(1, "Shop")]],
    "may be empty": ["", []],
  });
  it("is read to its first 100,000 characters", () => {
    assert.deepEqual(blocksOf("README.md", `${"\n".repeat(100_000)}Late.`), []);
  });
  const hostile = {
    brackets: "[",
    "nested lists": "- ",
    quotes: ">",
    emphasis: "*a ",
    "tags that stay open": "<a ",
    comments: "<!--",
    headings: "# a\n",
    "links within the page": "[a](#",
    tables: "|a|b|\n|-|-|\n",
  };
  for (const [name, part] of Object.entries(hostile)) {
    it(`takes a bounded time for many ${name}`, () => {
      const started = process.hrtime.bigint();
      blocksOf("README.md", part.repeat(5_000_000 / part.length));
      assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 8_000);
    });
  }
});

describe("a page in reStructuredText", () => {
  expectBlocks("README.rst", {
    "has underlined headings, the first rule being the first level": [
      page(
        "====",
        "Shop",
        "====",
        "",
        "Sells",
        "telescopes.",
        "",
        "Run",
        "~~~~",
        "",
        "Like this.",
        "",
        "More",
        "====",
      ),
      [h(1, "Shop"), p("Sells telescopes."), h(2, "Run"), p("Like this."), h(1, "More")],
    ],
    "has code that is no prose": [
      page(
        "Start it::",
        "",
        "  npm start",
        "",
        ".. code-block:: bash",
        "",
        "   npm start now",
        "",
        "Then ask.",
      ),
      [p("Start it::"), other, p("Then ask.")],
    ],
    "has directives that are no prose": [
      page(".. image:: https://x/badge.svg", "   :alt: Deploy it with care", "", "Sells."),
      [other, p("Sells.")],
    ],
    "has bullets that are no headings": [page("* Run", "* Deploy"), [p("* Run * Deploy")]],
  });
});

describe("a page in AsciiDoc", () => {
  expectBlocks("README.adoc", {
    "has marked headings, attributes and fenced code": [
      page(
        "= Shop",
        ":toc: left",
        "",
        "Sells.",
        "",
        "== Run",
        "[source,bash]",
        "----",
        "npm start",
        "== no heading",
        "----",
        "// a remark",
      ),
      [h(1, "Shop"), p("Sells."), h(2, "Run"), other],
    ],
  });
});

describe("a page in Org", () => {
  expectBlocks("README.org", {
    "has headings with stars": [
      page("* Shop", "#+BEGIN_SRC sh", "npm start", "#+END_SRC", "** Run", "Like this."),
      [h(1, "Shop"), other, h(2, "Run"), p("Like this.")],
    ],
  });
});

describe("a page in plain text", () => {
  expectBlocks("README", {
    "has headings with hashes or underlined, and indented code": [
      page("# Shop", "Sells.", "", "Run", "===", "\tnpm start"),
      [h(1, "Shop"), p("Sells."), h(1, "Run"), other],
    ],
  });
});
