import type { Service } from "../../../catalog/schema";

/** Why a description tells nothing about its service; undefined where it does. */
export type EmptyDescription = "placeholder" | "name" | "short";

/** Characters that are looked at; whoever writes more says something. */
const longest = 1000;

/** Judges a description by its words; `least` is the number of characters that it needs. */
export function emptiness(
  description: string,
  { name, title, aliases }: Pick<Service, "name" | "title" | "aliases">,
  least: number,
): EmptyDescription | undefined {
  const text = visible(description).slice(0, longest);
  const own = placeholders.reduce((rest, phrase) => rest.replace(phrase, " "), text);
  if (own !== text && lengthOf(visible(own)) < least) return "placeholder";
  if (saysOnlyTheName(text, [name, ...(title === undefined ? [] : [title]), ...aliases])) return "name";
  return lengthOf(text) < least ? "short" : undefined;
}

/** The number of characters that a reader sees. */
export function visibleLength(description: string): number {
  return lengthOf(visible(description));
}

/** Without control and formatting characters, blanks in a row as one. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** What tools and templates write where nobody wrote anything. */
const placeholders: readonly RegExp[] = [
  /\b(this \w+ is )?(managed|created|generated|provisioned|deployed|maintained) (by|with|via|using|through) (pulumi|terraform|opentofu|terragrunt|cloudformation|crossplane|ansible|backstage|copier|cookiecutter)\b/gi,
  /\bdo not (edit|modify|change)( this)?( manually| by hand)?\b/gi,
  /\bno description\b(,? website,? or topics)?( (is |was |has been )?(provided|available|yet|given))?/gi,
  /\b(todo|tbd|fixme|xxx|n\/a|lorem ipsum[^.]*)\b[:.]?/gi,
  /\b(add|insert|write|enter|put|provide) (a |an |the |your )?(short |brief |meaningful )?description( of| for)?( (the|your|this) (service|component|repository|project))?( here)?\b/gi,
  /\b(a |an |the )?(short |brief |sample |example )?description( of| for) (the|your|this|my) (service|component|repository|project|app|application)\b/gi,
  /\b(an? )?(example|sample) of a backstage (application|component|service)\b/gi,
  /<[^>]*description[^>]*>|\{\{[^}]*\}\}|\$\{[^}]*\}/gi,
];

/** Words that say nothing beside a name. */
const fillers = new Set(
  "a an the this is our my of for and service services microservice micro app application component project repo repository code source system".split(
    " ",
  ),
);

function saysOnlyTheName(text: string, names: readonly string[]): boolean {
  const known = new Set(names.flatMap((name) => [...wordsOf(name), wordsOf(name).join("")]));
  const words = wordsOf(text).filter((word) => !fillers.has(word) && !known.has(word));
  return words.length === 0 || known.has(words.join(""));
}

/** Words in lower case; CamelCase counts as several. */
function wordsOf(text: string): readonly string[] {
  return (text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}
