import assert from "node:assert/strict";
import fc from "fast-check";
import {
  coversRoute,
  everythingIn,
  folderRoute,
  isReadable,
  isValid,
  prefixOf,
  readPattern,
  routesInto,
} from "../../../../policy-pack/views/repository/owner-patterns";

/** How much of a folder a pattern matches. */
function share(pattern: string, folder: string): "all" | "some" | "none" | "void" {
  if (!isValid(pattern)) return "void";
  const read = readPattern(pattern);
  if (coversRoute([read], everythingIn(folderRoute(folder)))) return "all";
  return routesInto(folderRoute(folder), read).length > 0 ? "some" : "none";
}

describe("a pattern of code owners", () => {
  const cases: Readonly<Record<string, readonly [string, string, ReturnType<typeof share>]>> = {
    "an asterisk, which means every file": ["*", "src/checkout", "all"],
    "an asterisk at the root, which means what is right there": ["/*", "src", "none"],
    "an asterisk at the root, for the root": ["/*", "", "some"],
    "two asterisks": ["**", "src/checkout", "all"],
    "an ending, wherever it is": ["*.js", "src/checkout", "some"],
    "the folder itself": ["/src/checkout/", "src/checkout", "all"],
    "the folder without its slashes": ["src/checkout", "src/checkout", "all"],
    "a folder above": ["/src", "src/checkout", "all"],
    "a folder of that name anywhere": ["checkout/", "src/checkout", "all"],
    "a name anywhere": ["checkout", "src/checkout", "all"],
    "a folder of that name that may be inside": ["checkout/", "src", "some"],
    "a folder of that name at the root only": ["/checkout/", "src/checkout", "none"],
    "a slash inside, which binds to the root": ["checkout/src/", "apps/checkout/src", "none"],
    "two asterisks before a folder": ["**/checkout", "src/checkout", "all"],
    "two asterisks after a folder": ["/src/**", "src/checkout", "all"],
    "two asterisks between folders": ["/src/**/checkout/", "src/apps/checkout", "all"],
    "two asterisks between folders, for none": ["/src/**/checkout/", "src/checkout", "all"],
    "a last asterisk, which stops at the next folder": ["/src/*", "src/checkout", "none"],
    "a last asterisk, for what is right in the folder": ["/src/checkout/*", "src/checkout", "some"],
    "an asterisk that means folders": ["/src/*/", "src/checkout", "all"],
    "two asterisks and one": ["/src/**/*", "src/checkout", "all"],
    "an asterisk in a name": ["/src/check*", "src/checkout", "all"],
    "an asterisk in a name that does not fit": ["/src/cart*", "src/checkout", "none"],
    "a question mark": ["/src/checkou?/", "src/checkout", "all"],
    "a question mark for no character": ["/src/checkout?/", "src/checkout", "none"],
    "a folder inside": ["/src/checkout/db/", "src/checkout", "some"],
    "other capitals": ["/Src/", "src/checkout", "none"],
    "a blank that is kept": ["/my\\ src/", "my src", "all"],
    "an asterisk that is kept": ["/src/a\\*/", "src/ab", "none"],
    "a slash alone": ["/", "src", "none"],
    "an empty folder": ["/src//checkout/", "src/checkout", "none"],
    negation: ["!src/", "src", "void"],
    "a class of characters": ["/src/[a-z]*/", "src/checkout", "void"],
    "brackets that are kept": ["/app/\\[id\\]/", "app/[id]", "all"],
    "a number sign that is escaped": ["\\#notes", "", "void"],
    "three asterisks": ["***/*.rb", "", "void"],
  };
  for (const [name, [pattern, folder, expected]] of Object.entries(cases)) {
    it(`matches ${expected === "void" ? "nothing, being void" : expected} of a folder for ${name}`, () => {
      assert.equal(share(pattern, folder), expected);
    });
  }

  it("is covered by several others that match all of it together", () => {
    const both = ["/src/*", "/src/*/"].map(readPattern);
    assert.ok(coversRoute(both, everythingIn(folderRoute("src"))));
    assert.ok(!coversRoute(both.slice(0, 1), everythingIn(folderRoute("src"))));
    assert.ok(!coversRoute(both.slice(1), everythingIn(folderRoute("src"))));
  });

  it("is too long or too open to be read from some point on", () => {
    assert.ok(isReadable(`/src/${"a".repeat(900)}`));
    assert.ok(!isReadable(`/src/${"a".repeat(1000)}`));
    assert.ok(!isReadable("*a".repeat(50)));
  });

  it("begins with the names that hold no wildcard, where it is bound to the root", () => {
    assert.deepEqual(["/src/a/*.ts", "src/a/", "src/", "*.ts", "/a*/b", "/a\\*/b"].map(prefixOf), [
      ["src", "a"],
      ["src", "a"],
      [],
      [],
      [],
      [],
    ]);
  });

  it("matches files as GitHub's words about it say", () => {
    const name = fc.constantFrom("a", "b", "ab", "*", "?", "a*", "**");
    const pattern = fc
      .tuple(fc.boolean(), fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([isBound, names, isFolder]) => `${isBound ? "/" : ""}${names.join("/")}${isFolder ? "/" : ""}`);
    const path = fc.array(fc.constantFrom("a", "b", "ab", "ba", "aa"), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, path, fc.nat(3), (text, names, depth) => {
        const folder = names.slice(0, Math.min(depth, names.length - 1)).join("/");
        const does = expression(text).test(names.join("/"));
        const matched = share(text, folder);
        if (matched === "all") assert.ok(does, `${text} matches ${names.join("/")}`);
        if (does) assert.notEqual(matched, "none", `${text} matches ${names.join("/")}`);
        assert.equal(coversRoute([readPattern(text)], folderRoute(names.join("/"))), does);
      }),
      { numRuns: 3000 },
    );
  });
});

/** The same patterns as regular expressions, which are written down easily but take too long for hostile ones. */
function expression(pattern: string): RegExp {
  const isBound = pattern.slice(0, -1).includes("/");
  const isFolder = pattern.endsWith("/");
  const names = pattern.replace(/^\/|\/$/g, "").split("/");
  const last = names.at(-1) ?? "";
  const one = (name: string): string => name.replace(/\*/g, "[^/]*").replace(/\?/g, "[^/]");
  const body = names
    .slice(0, -1)
    .map((name) => (name === "**" ? "([^/]+/)*" : `${one(name)}/`))
    .join("");
  const end =
    last === "**" ? ".+" : last === "*" && !isFolder ? "[^/]+" : `${one(last)}${isFolder ? "/.+" : "(/.+)?"}`;
  const folderOfAny = last === "**" && isFolder ? "([^/]+/)*[^/]+" : end;
  return new RegExp(`^${isBound ? "" : "([^/]+/)*"}${body}${folderOfAny}$`);
}
