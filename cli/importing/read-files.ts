import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Imported, type Importer, nothingImported } from "../../catalog/importing/imported";
import { readText } from "../../catalog/reading/read-yaml";

const mostFiles = 5000;

/**
 * Reads files by an importer, and those beside them that they point to, each once. A file that cannot be read is an
 * error of its own, and the others are still read.
 */
export function readFiles(importer: Importer, files: readonly string[], cwd: string): readonly Imported[] {
  const queue = [...new Set(files.map((file) => resolve(cwd, file)))];
  const known = new Set(queue);
  const all: Imported[] = [];
  for (const path of queue) {
    const imported = readFile(importer, path, cwd);
    all.push(imported);
    for (const { target, file, at } of imported.targets) {
      const next = resolve(dirname(path), target);
      const why = known.has(next) ? undefined : whyNotFollowed(dirname(path), next, queue.length);
      if (why !== undefined) imported.notMapped.push({ file, at, path: target, reason: why });
      else if (!known.has(next)) queue.push(next);
      if (why === undefined) known.add(next);
    }
  }
  return all;
}

function readFile(importer: Importer, path: string, cwd: string): Imported {
  const shown = shownPath(path, cwd);
  const text = readText(dirname(path), basename(path));
  if (text.ok) return importer(text.value, shown);
  const errors = text.problems.map((problem) => ({ ...problem, file: shown }));
  return { ...nothingImported(), errors };
}

function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return (way.startsWith(`..${sep}`) ? path : way).split(sep).join("/");
}

/** Only files below the folder of the file that names them: a file from elsewhere must not make others be read. */
function whyNotFollowed(folder: string, path: string, read: number): string | undefined {
  if (!path.startsWith(join(folder, sep)))
    return "It leads out of the file's folder. Import the file itself.";
  if (!existsSync(path)) return "It is not there. Import the file itself.";
  return read >= mostFiles ? `No more than ${mostFiles} files are read at once.` : undefined;
}
