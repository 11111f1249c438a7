/** Reads what an SDK declares about a resource type, from its .d.ts files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface Property {
  /** As "layers[].users"; `[]` where the SDK declares a list of objects. */
  readonly path: string;
  readonly required: boolean;
  /** What the doc comment says after "Defaults to", as it is written there. */
  readonly documentedDefault: string | undefined;
}

export interface Declared {
  readonly inputs: readonly Property[];
  /** State properties that are no inputs. */
  readonly outputs: readonly string[];
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

const interfacesOf = new Map<string, Interfaces>();

/** What the SDK declares for a token; `skip` names inputs below which nothing is read. */
export function declarationOf(token: string, skip: readonly string[]): Declared {
  const [vendor = "", place = ""] = token.split(":");
  const name = place.replace(/^index\//, "");
  const nested = nestedInputs(vendor);
  const own = interfacesIn(parse(join("node_modules/@pulumi", vendor, `${name}.d.ts`)));
  const args = find(own, /Args$/);
  const state = find(own, /State$/);
  const inputs = members(args).flatMap((member) => propertiesOf(member, "", nested, skip, 0));
  const names = new Set(inputs.map(({ path }) => path));
  return {
    inputs,
    outputs: members(state)
      .map(nameOf)
      .filter((property) => !names.has(property)),
  };
}

function propertiesOf(
  member: ts.PropertySignature,
  before: string,
  nested: Interfaces,
  skip: readonly string[],
  depth: number,
): readonly Property[] {
  const path = `${before}${nameOf(member)}`;
  const type = member.type?.getText().replaceAll(/\s+/g, " ") ?? "";
  const doc = ts.getJSDocCommentsAndTags(member).map((part) => ts.getTextOfJSDocComment(part.comment) ?? "");
  const property = {
    path,
    required: member.questionToken === undefined,
    documentedDefault: defaultIn(doc.join(" ")),
  };
  const inner = nested.get(/inputs\.([\w.]+)/.exec(type)?.[1] ?? "");
  if (!inner || skip.includes(path) || depth > 5) return [property];
  const isList = /\[\]( \| undefined)?>$/.test(type);
  const below = `${path}${isList ? "[]" : ""}.`;
  return [
    property,
    ...members(inner).flatMap((child) => propertiesOf(child, below, nested, skip, depth + 1)),
  ];
}

/** Docs write `false`, `"any"` or 'UTC'. */
function defaultIn(doc: string): string | undefined {
  const found = /defaults to (?:`"?([^`"]*)"?`|'([^`']*)')/i.exec(doc);
  return found?.[1] ?? found?.[2];
}

function nestedInputs(vendor: string): Interfaces {
  const known =
    interfacesOf.get(vendor) ?? interfacesIn(parse(join("node_modules/@pulumi", vendor, "types/input.d.ts")));
  interfacesOf.set(vendor, known);
  return known;
}

function interfacesIn(
  node: ts.Node,
  prefix = "",
  found = new Map<string, ts.InterfaceDeclaration>(),
): Interfaces {
  node.forEachChild((child) => {
    if (ts.isInterfaceDeclaration(child)) found.set(prefix + child.name.text, child);
    else if (ts.isModuleDeclaration(child) && child.body)
      interfacesIn(child.body, `${prefix}${child.name.text}.`, found);
  });
  return found;
}

function find(interfaces: Interfaces, name: RegExp): ts.InterfaceDeclaration {
  const found = [...interfaces].find(([key]) => name.test(key))?.[1];
  if (!found) throw new Error(`The SDK declares no interface that matches ${name}.`);
  return found;
}

function members(declaration: ts.InterfaceDeclaration): readonly ts.PropertySignature[] {
  return declaration.members.filter(ts.isPropertySignature);
}

function nameOf(member: ts.PropertySignature): string {
  return member.name.getText();
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}
