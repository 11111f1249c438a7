import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./say.mjs";

/** The browser's part of the report: compiled apart, as nothing of Node may be in it and nothing of the browser elsewhere. */
export const pageFolder = "scorecard/site/page";
export const pageOutputs = [`bin/${pageFolder}/page.js`, `bin/${pageFolder}/page.css`];

/** Whether a source goes into the page's bundle only. */
export function isOfPage(file) {
  return file.startsWith(`${pageFolder}/`);
}

export function hasPage(root) {
  return fs.existsSync(path.join(root, pageFolder, "main.ts"));
}

/** Bundles the page's script as a classic one, and its styles, into bin/. Types are checked by tsc, not here. */
export async function bundlePage(root) {
  const [{ rollup }, { default: ts }] = await Promise.all([import("rollup"), import("typescript")]);
  const bundle = await rollup({
    input: path.join(root, pageFolder, "main.ts"),
    plugins: [sourcesOf(root, ts)],
    onwarn: (warning) => {
      throw new SetupError(`The page could not be bundled: ${warning.message}`);
    },
  });
  const [script, styles] = pageOutputs.map((file) => path.join(root, file));
  await bundle.write({ file: script, format: "iife", indent: false });
  await bundle.close();
  const charts = fs.readFileSync(path.join(root, "node_modules/uplot/dist/uPlot.min.css"), "utf8");
  const own = ["tokens.css", "layout.css", "parts.css"];
  const texts = own.map((name) => fs.readFileSync(path.join(root, pageFolder, name), "utf8"));
  fs.writeFileSync(styles, [charts, ...texts].join("\n"));
}

/** Our TypeScript and the chart library; whatever else is imported has no place in a browser. */
function sourcesOf(root, ts) {
  return {
    name: "page-sources",
    resolveId(source, importer) {
      if (importer === undefined) return source;
      if (source === "uplot") return path.join(root, "node_modules/uplot/dist/uPlot.esm.js");
      if (source.startsWith(".")) return `${path.resolve(path.dirname(importer), source)}.ts`;
      throw new SetupError(`${path.relative(root, importer)} must not import ${source}: it is for browsers.`);
    },
    transform(code, id) {
      if (!id.endsWith(".ts")) return undefined;
      const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        removeComments: true,
      };
      return { code: ts.transpileModule(code, { compilerOptions, fileName: id }).outputText, map: null };
    },
  };
}
