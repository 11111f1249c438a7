import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import { type Part, part, quoted } from "./graphql";
import { fieldOf, foldersOf, type Home, tellWithin } from "./home";
import { hidden } from "./outcome";

const symbolicLink = 0o120000;

export const treeSchema = z.object({
  object: z
    .object({
      entries: z.array(z.object({ name: z.string().min(1), type: z.string(), mode: z.number() })).nullish(),
    })
    .nullable(),
});
type Entries = Extract<Told<"repository-tree">, { state: "value" }>["value"]["entries"];

/** What lies in the folders of a repository; a folder that was not listed is not in it. */
export type Trees = Map<string, Entries>;

/** Asks what lies in a repository's folders. No connection. */
export function treeParts(home: Home, sheet: AnswerSheet, trees: Trees): readonly Part[] {
  const folders = [...new Set(home.tenants.flatMap(({ wanted }) => foldersOf(wanted)))];
  return folders.map((what) => {
    const selection = `object(expression: ${quoted(`HEAD:${what}`)}) { ... on Tree { entries { name type mode } } }`;
    const place = { home, kind: "repository-tree", what } as const;
    const wants = ({ wanted }: Home["tenants"][number]) => foldersOf(wanted).includes(what);
    return part(fieldOf(home, selection), 0.5, "Contents: read", treeSchema, (reading) => {
      if (reading.state === "missing") return tellWithin(sheet, place, wants, hidden("Contents: read"));
      if (reading.state !== "value") return tellWithin(sheet, place, wants, reading);
      const told = reading.problem("object", "Contents: read") ?? treeFact(what, reading.value);
      if (told.state === "value") trees.set(what, told.value.entries);
      if (told.state === "absent") trees.set(what, []);
      tellWithin(sheet, place, wants, told, reading.at);
    });
  });
}

/** A file in the place of a folder has no entries, and is no folder. */
export function treeFact(folder: string, { object }: z.infer<typeof treeSchema>): Told<"repository-tree"> {
  if (!object?.entries) return { state: "absent" };
  const entries = object.entries.map(({ name, type, mode }) => ({ name, kind: kindOf(type, mode) }));
  return { state: "value", value: { folder, entries } };
}

function kindOf(type: string, mode: number): "file" | "folder" | "other" {
  if (type === "tree") return "folder";
  return type === "blob" && mode !== symbolicLink ? "file" : "other";
}
