import assert from "node:assert/strict";
import fc from "fast-check";
import { annotationsOf } from "../../../scorecard/formats/annotations";
import { card, finding, service, violation, waivedFinding } from "./cards";
import { hostileText } from "./hostile";

interface Command {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as GitHub's runner does; undefined for one that it takes for plain output. */
function readCommand(line: string): Command | undefined {
  const [, kind = "", properties = "", message = ""] = /^\s*::(\S+) (.*?)::(.*)$/s.exec(line) ?? [];
  if (kind === "") return undefined;
  const pairs = properties.split(",").map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), unescaped(pair.slice(at + 1))] as const;
  });
  return { kind, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

const characters: Readonly<Record<string, string>> = {
  "0D": "\r",
  "0A": "\n",
  "3A": ":",
  "2C": ",",
  "25": "%",
};

function unescaped(text: string): string {
  return text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => characters[code] ?? "");
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/).filter((line) => line !== "");

const failing = (...violations: Parameters<typeof violation>[0][]) =>
  finding({ violations: violations.map((one) => violation(one)) });

describe("the GitHub annotations of a scorecard", () => {
  it("are an error for what blocks and a warning for what is advisory, at the catalog file", () => {
    const text = annotationsOf([
      card([
        service("cart", [
          failing({ fix: "Add one to slos." }),
          failing({ enforcement: "advisory", text: "50 %, or: more" }),
        ]),
      ]),
    ]);
    assert.equal(
      text,
      [
        "::error file=catalog/services/cart.yaml,line=1,title=cart%3A slo-defined::An availability SLO must be there. Fix: Add one to slos.",
        "::warning file=catalog/services/cart.yaml,line=1,title=cart%3A slo-defined::50 %25, or: more",
        "",
      ].join("\n"),
    );
  });

  it("are none for what is met, waived or kept to the scorecard", () => {
    const findings = [finding(), waivedFinding(), failing({ enforcement: "off" })];
    assert.equal(annotationsOf([card([service("cart", findings)])]), "");
    assert.equal(annotationsOf([]), "");
  });

  it("name the stack where there are several", () => {
    const services = [service("cart", [failing({})])];
    const titles = linesOf(annotationsOf([card(services), card(services, { stack: "staging" })])).map(
      (line) => readCommand(line)?.properties.title,
    );
    assert.deepEqual(titles, ["cart (shop/prod): slo-defined", "cart (shop/staging): slo-defined"]);
  });

  it("are errors where a rule that blocks went wrong or cannot be judged", () => {
    const findings = (["error", "unknown"] as const).map((outcome) =>
      finding({ outcome, violations: [violation({ message: outcome, text: `It is ${outcome}.` })] }),
    );
    const commands = linesOf(annotationsOf([card([service("cart", findings)])])).map(readCommand);
    assert.deepEqual(
      commands.map((one) => [one?.kind, one?.message]),
      [
        ["error", "It is error."],
        ["error", "It is unknown."],
      ],
    );
  });

  it("are the ten most important of each kind, and count the others in a notice", () => {
    const many = (tier: 1 | 2, count: number, enforcement: "mandatory" | "advisory") =>
      service(
        `tier-${tier}-${enforcement}`,
        Array.from({ length: count }, () => failing({ enforcement })),
        { tier },
      );
    const commands = linesOf(
      annotationsOf([
        card([
          many(2, 8, "mandatory"),
          many(1, 4, "mandatory"),
          many(1, 11, "advisory"),
          many(2, 2, "advisory"),
        ]),
      ]),
    ).map(readCommand);
    const titles = commands.map((one) => `${one?.kind} ${one?.properties.title}`);
    assert.deepEqual(titles, [
      ...Array(4).fill("error tier-1-mandatory: slo-defined"),
      ...Array(6).fill("error tier-2-mandatory: slo-defined"),
      ...Array(10).fill("warning tier-1-advisory: slo-defined"),
      "notice readiness",
    ]);
    assert.equal(
      commands.at(-1)?.message,
      "Not shown here: 2 more errors and 3 more warnings. The scorecard has them all.",
    );
  });

  it("begin with what a lower level needs, within a tier", () => {
    const findings = (["gold", "bronze", "silver"] as const).map((level) =>
      finding({ level, violations: [violation({ text: level })] }),
    );
    const messages = linesOf(annotationsOf([card([service("cart", findings)])])).map(
      (line) => readCommand(line)?.message,
    );
    assert.deepEqual(messages, ["bronze", "silver", "gold"]);
  });

  it("have no notice where all are shown, and one that names only what is left", () => {
    const findings = (count: number) => Array.from({ length: count }, () => failing({}));
    const last = (count: number) => linesOf(annotationsOf([card([service("cart", findings(count))])])).at(-1);
    assert.match(last(10) ?? "", /^::error /);
    assert.equal(
      last(11),
      "::notice title=readiness::Not shown here: 1 more error. The scorecard has them all.",
    );
  });

  it("hold every text as words: none begins a command, ends one or adds a property", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, hostileText, (stack, name, text, fix) => {
        const cards = [
          card([service(name, [failing({ text, fix }), failing({ text, enforcement: "advisory" })])], {
            stack,
          }),
          card([]),
        ];
        const commands = linesOf(annotationsOf(cards)).map(readCommand);
        assert.deepEqual(
          commands.map((one) => [one?.kind, Object.keys(one?.properties ?? {}), one?.properties.line]),
          ["error", "warning"].map((kind) => [kind, ["file", "line", "title"], "1"]),
        );
      }),
    );
  });

  it("are read back as what was said", () => {
    const text = "100 % of a%0Ab, c: ::error::d";
    const [line = ""] = linesOf(annotationsOf([card([service("a:b,c%2C", [failing({ text })])])]));
    const command = readCommand(line);
    assert.equal(command?.message, text);
    assert.equal(command?.properties.title, "a:b,c%2C: slo-defined");
    assert.equal(command?.properties.file, "catalog/services/a:b,c%2C.yaml");
  });
});
