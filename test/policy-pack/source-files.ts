import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..", "..");
const folders = [
  "bench",
  "catalog",
  "cli",
  "evidence",
  "policy-pack",
  "sandbox",
  "scorecard",
  "stacks",
  "test",
  "tiers",
];

/** One import or re-export: what is named, as written, and whether it is gone when the program runs. */
export interface SourceImport {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** A TypeScript file of the project as its conventions look at it. */
export interface SourceFile {
  /** Path from the project's root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  readonly imports: readonly SourceImport[];
  /** Lines on which the type any, a default export or a catch that does and says nothing stands. */
  readonly anys: readonly number[];
  readonly defaults: readonly number[];
  readonly emptyCatches: readonly number[];
  /** Classes with what they extend, or an empty text. */
  readonly classes: readonly { readonly name: string; readonly extends: string }[];
  /** Whether all that it does is to export what others have. */
  readonly onlyReExports: boolean;
}

/** Every TypeScript file of the project that a person wrote. */
export function sourceFiles(): readonly SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap(filesBelow)
    .map(readSource);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      if (name === "node_modules" || name.startsWith(".")) return [];
      if (statSync(join(root, path)).isDirectory()) return filesBelow(path);
      return name.endsWith(".ts") ? [path] : [];
    });
}

/** The text of a file of the project. */
export function projectText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function readSource(path: string): SourceFile {
  const text = projectText(path);
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: SourceImport[] = [];
  const anys: number[] = [];
  const defaults: number[] = [];
  const emptyCatches: number[] = [];
  const classes: { name: string; extends: string }[] = [];
  const line = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) imports.push(found);
    if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push(line(node));
    if (node.kind === ts.SyntaxKind.DefaultKeyword || ts.isExportAssignment(node)) {
      if (!ts.isDefaultClause(node.parent)) defaults.push(line(node));
    }
    if (ts.isCatchClause(node) && /^\{\s*\}$/.test(node.block.getText(file))) emptyCatches.push(line(node));
    if (ts.isClassLike(node))
      classes.push({
        name: node.name?.text ?? "",
        extends: node.heritageClauses?.[0]?.types[0]?.expression.getText(file) ?? "",
      });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const onlyReExports =
    file.statements.length > 0 &&
    file.statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined);
  const lines = text.split("\n").length - 1;
  return { path, lines, text, imports, anys, defaults, emptyCatches, classes, onlyReExports };
}

function importOf(node: ts.Node): SourceImport | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return { from: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
    return { from: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  if (!ts.isCallExpression(node)) return undefined;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require";
  const [argument] = node.arguments;
  return loads && argument && ts.isStringLiteralLike(argument)
    ? { from: argument.text, typeOnly: false }
    : undefined;
}

/** An import of names that are all types leaves nothing to load. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings } = clause;
  return (
    clause.name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}
