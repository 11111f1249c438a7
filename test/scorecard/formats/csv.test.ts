import assert from "node:assert/strict";
import fc from "fast-check";
import { oneLine } from "../../../policy-pack/engine/text";
import { csvOf } from "../../../scorecard/formats/csv";
import { card, finding, service, violation, waiver } from "../cards";

/** Reads RFC 4180, letter by letter; a separator of its own shows what a spreadsheet set to it would make of ours. */
function cellsOf(csv: string, separator = ","): readonly (readonly string[])[] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let at = 0; at < csv.length; at++) {
    const [letter, row] = [csv.charAt(at), rows[rows.length - 1] ?? []];
    const add = (text: string): void => {
      row[row.length - 1] += text;
    };
    if (quoted && letter === '"' && csv[at + 1] === '"') add(csv.charAt(++at));
    else if (letter === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
    else if (quoted) add(letter);
    else if (letter === separator) row.push("");
    else if (letter === "\r" && csv[at + 1] === "\n") {
      at++;
      rows.push([""]);
    } else add(letter);
  }
  if (separator !== ",") return rows; // only our own reading must come out even
  assert.equal(quoted, false);
  assert.deepEqual(rows.pop(), [""]); // every line is ended
  return rows;
}

const withText = (text: string, name = "cart"): string =>
  csvOf([card([service({ name, findings: [finding({ violations: [violation({ text })] })] })])]);

const lastCell = (csv: string): string | undefined => cellsOf(csv)[1]?.at(-1);

describe("a scorecard as CSV", () => {
  it("has a header, and a line for every stack, service and rule", () => {
    const first = violation({ due: "2026-12-24" });
    const second = violation({ text: "Another.", due: "2026-12-01" });
    const accepted = { message: "missing", text: "Accepted.", waiver };
    const findings = [
      finding({ violations: [first, second] }),
      finding({
        rule: "owner-assigned",
        area: "ownership",
        level: "bronze",
        outcome: "waived",
        waived: [accepted],
      }),
      finding({ rule: "runbook-present", outcome: "unknown", cause: "planned", reason: "Only later." }),
    ];
    const csv = csvOf([
      card([service({ lifecycle: "production", findings })]),
      card([service({ name: "search", tier: 3, owner: undefined, findings: [finding()] }), service()], {
        stack: "staging",
      }),
    ]);
    const set = "production-readiness";
    assert.deepEqual(cellsOf(csv), [
      "project,stack,service,tier,owner,lifecycle,rule set,area,level,rule,outcome,cause,enforcement,due,waived until,judged for,text".split(
        ",",
      ),
      [
        "shop",
        "prod",
        "cart",
        "1",
        "orders",
        "production",
        set,
        "reliability",
        "silver",
        "slo-defined",
        "fail",
        "",
        "mandatory",
        "2026-12-01",
        "",
        "2026-11-23",
        "An SLO must be defined.",
      ],
      [
        "shop",
        "prod",
        "cart",
        "1",
        "orders",
        "production",
        set,
        "ownership",
        "bronze",
        "owner-assigned",
        "waived",
        "",
        "off",
        "",
        "2026-11-30",
        "2026-11-23",
        "Accepted.",
      ],
      [
        "shop",
        "prod",
        "cart",
        "1",
        "orders",
        "production",
        set,
        "reliability",
        "silver",
        "runbook-present",
        "unknown",
        "planned",
        "off",
        "",
        "",
        "2026-11-23",
        "Only later.",
      ],
      [
        "shop",
        "staging",
        "search",
        "3",
        "",
        "",
        set,
        "reliability",
        "silver",
        "slo-defined",
        "pass",
        "",
        "off",
        "",
        "",
        "2026-11-23",
        "",
      ],
    ]);
  });

  it("is a header alone where there is no scorecard", () => {
    assert.equal(cellsOf(csvOf([])).length, 1);
  });

  const formulas: Readonly<Record<string, readonly [string, string]>> = {
    "an equals sign": ["=1+1", "'=1+1"],
    "a plus": ["+1", "'+1"],
    "a minus": ["-1", "'-1"],
    "an at sign": ["@SUM(A1)", "'@SUM(A1)"],
    "a full-width equals sign": ["＝1", "'＝1"],
    "a tab, which is shown": ["a\t=1", "a\\u0009=1"],
    "a tab in front, which is left out": ["\t=1", "'=1"],
    "a carriage return, which becomes a blank": ["a\r=1", "a =1"],
    "a line feed in front, which is left out": ["\n=1", "'=1"],
    "a cell of another separator": ["a;=cmd()", "a;'=cmd()"],
    "a cell behind a quote and blanks": ['a" ,  @x', `a" ,  '@x`],
    "a sign in the middle, which stays": ["a = b - c", "a = b - c"],
  };
  for (const [title, [text, expected]] of Object.entries(formulas))
    it(`makes a formula harmless: ${title}`, () => assert.equal(lastCell(withText(text)), expected));

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "＝",
        '"',
        '""',
        ",",
        ";",
        "|",
        "\t",
        "\r",
        "\n",
        "\r\n",
        " ",
        "'",
        "\u2028",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
  );

  it("keeps every text, but for the apostrophes that it adds", () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join("");
        const bare = (some: string | undefined): string | undefined => some?.replaceAll("'", "");
        assert.equal(bare(lastCell(withText(text))), bare(oneLine(text)));
      }),
    );
  });

  it("forms no formula and no line from any text or name, whatever separates the spreadsheet's cells", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, name) => {
        const csv = withText(text.join(""), `${name.join("")}x`);
        for (const separator of [",", ";", "|"])
          for (const cell of cellsOf(csv, separator).flat()) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]/);
        assert.equal(csv.split(/[\r\n\u2028]+/).length, 3);
      }),
    );
  });
});
