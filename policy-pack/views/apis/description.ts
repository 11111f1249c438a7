import type { Service } from "../../../catalog/schema";
import type { Evidence } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { onceAText } from "../once-a-text";
import { graphqlFlaw } from "./graphql";
import { isJson, openDocumentFlaw } from "./open-document";
import { protobufFlaw } from "./protobuf";

export type ApiType = Service["apis"][number]["type"];

/** Why a text describes no API: the line on which it stops to parse, from 1 on, or what it lacks. */
export type DescriptionFlaw = { readonly line: number } | { readonly lacks: string };

const readers: Readonly<Record<ApiType, (text: string) => DescriptionFlaw | undefined>> = {
  openapi: (text) => openDocumentFlaw("openapi", text),
  asyncapi: (text) => openDocumentFlaw("asyncapi", text),
  graphql: graphqlFlaw,
  protobuf: protobufFlaw,
};

/** Most characters that can be parsed in the time that a rule has; JSON is much quicker. */
const longest = 1_500_000;

/**
 * What is wrong with the description of an API; undefined where it parses as its type and describes something. What it
 * refers to in other files is not followed. Throws UnknownValue where it is too long to be parsed, naming it by `what`.
 */
export function descriptionFlaw(
  type: ApiType,
  text: string,
  evidence: Evidence,
  what: string,
): DescriptionFlaw | undefined {
  return onceAText(evidence, type, text, () => {
    const plain = text.replace(/^\ufeff/, "");
    if (plain.length <= longest || isJson(plain)) return readers[type](plain);
    throw new UnknownValue("unobserved", `${what} is longer than the ${longest} characters that are parsed`);
  });
}
