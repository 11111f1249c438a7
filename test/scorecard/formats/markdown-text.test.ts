import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { oneLine } from "../../../policy-pack/engine/text";
import { markdownText } from "../../../scorecard/formats/markdown-text";

/** As GitHub reads: HTML is markup, addresses become links, tables and strikethrough are known. */
const reader = new MarkdownIt({ html: true, linkify: true });
reader.linkify.set({ fuzzyLink: false }); // GitHub takes no bare name of a host for a link

const gap = /\u200b/g;

/** What a template makes of a text: the kinds of its tokens, and the words that come out, without the gaps. */
function read(markdown: string): { readonly kinds: readonly string[]; readonly words: string } {
  const tokens = reader.parse(markdown, {}).flatMap((token) => token.children ?? [token]);
  const words = tokens.filter(({ type }) => type === "text").map(({ content }) => content);
  return { kinds: [...new Set(tokens.map(({ type }) => type))], words: words.join("").replace(gap, "") };
}

/** What GitHub makes links, pictures or mentions of in the text that comes out. */
const references: Readonly<Record<string, RegExp>> = {
  mention: /@[\da-z]/i,
  reference: /#\d/,
  "reference in words": /\bgh-\d/i,
  advisory: /\b(cve|ghsa)-[\da-z]/i,
  address: /:\/\/|\bwww\.|\bmailto:\w/i,
  emoji: /:[\w+-]+:/,
  commit: /[\da-f]{7}/i,
};

const asShown = (markdown: string): string =>
  reader
    .parse(markdown, {})
    .flatMap((token) => token.children ?? [token])
    .map(({ content }) => content)
    .join("\n");

/** Places in which the comment puts a text. */
const places: Readonly<Record<string, (text: string) => string>> = {
  "at the start of a list item": (text) => `- ${text}`,
  "in bold": (text) => `- **${text}**, x`,
  "in the second line of a list item": (text) => `- x\n  ${text}`,
  "in a paragraph": (text) => `x ${text} x`,
  "in a cell of a table": (text) => `| a | b |\n| --- | --- |\n| ${text} | x |`,
  "in a folded list": (text) => `<details>\n<summary>x</summary>\n\n- ${text}\n\n</details>`,
};

const hostile: readonly string[] = [
  "@octo-org/everyone",
  "&#64;octocat &commat;octocat",
  "see #123, GH-123, octo/repo#7, CVE-2024-12345 and GHSA-aaaa-bbbb-cccc",
  "someone@corp.example",
  "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
  "octo/repo@a5c3785ed8d6a35868bc169f07e40e889087fd2e",
  "https://evil.example/ ftp://evil.example www.evil.example mailto:x@evil.example",
  "<https://evil.example>",
  "[click](https://evil.example) ![x](https://evil.example/x.png) [a]: https://evil.example",
  "<img src=x onerror=alert(1)><script>alert(1)</script><!-- x -->",
  "</details></summary><h1>x</h1>",
  "# heading",
  "x\n\n# heading\n\n---\n\n> quote",
  "> quote",
  "> [!WARNING]",
  "- [x] done",
  "1. one",
  "1) one",
  "+ plus",
  "* star",
  "===",
  "---",
  "~~~\ncode",
  "```\ncode\n```",
  "`code` **bold** __bold__ _it_ ~~gone~~ $x^2$",
  "a | b \\| c \\\\| d",
  "| a | b |\n|---|---|\n| c | d |",
  "trailing backslash\\",
  "    indented",
  ":tada: :+1: 10:30",
  "&lt;b&gt; &amp; &nbsp; &#0; &#x3c;",
  "[^1] [[wiki]] :::note",
  "\u202egnp.exe \u200b\u0000\u001b[31m",
  "",
  "   \n ",
];

function holds(text: string): void {
  for (const [place, put] of Object.entries(places)) {
    const expected = oneLine(text) === "" ? "(empty)" : oneLine(text);
    const [found, plainly] = [read(put(markdownText(text, 5000))), read(put("word"))];
    assert.deepEqual(found.kinds, plainly.kinds, `${place}: ${text}`);
    assert.equal(
      found.words,
      plainly.words.replace("word", () => expected),
      place,
    );
    for (const [name, form] of Object.entries(references))
      assert.doesNotMatch(asShown(put(markdownText(text, 5000))), form, `${name} ${place}`);
  }
}

describe("an untrusted text in Markdown", () => {
  for (const text of hostile)
    it(`comes out as it is and forms nothing: ${JSON.stringify(text)}`, () => holds(text));

  it("comes out as it is and forms nothing, whatever it is", () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...hostile,
        ..."@#:&<>\\`*_~[]()|!$-+=.\n\t ^\"'/",
        "www",
        "gh-",
        "0123456",
        "\u00a0",
        "😀",
      ),
      fc.string({ maxLength: 4 }),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => holds(parts.join(""))),
      { numRuns: 500 },
    );
  });

  it("would be seen to form something without the escaping", () => {
    const formed = hostile.filter((text) => {
      const { kinds } = read(`- ${oneLine(text)}`);
      const isReferred = Object.values(references).some((form) => form.test(asShown(`- ${oneLine(text)}`)));
      return isReferred || String(kinds) !== String(read("- word").kinds);
    });
    assert.ok(formed.length >= 20, String(formed.length));
  });

  it("is cut where it is very long, never in the middle of a letter", () => {
    assert.equal(markdownText("😀😀😀", 2), "😀😀…");
    assert.equal(markdownText("😀😀", 2), "😀😀");
    assert.equal(markdownText("x".repeat(2000)).length, 1001);
  });
});
