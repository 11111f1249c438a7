import { GraphQLError } from "graphql/error";
import { isTypeSystemDefinitionNode, isTypeSystemExtensionNode, parse } from "graphql/language";
import type { DescriptionFlaw } from "./description";

/** Why a text is no GraphQL schema; undefined where it is one. */
export function graphqlFlaw(text: string): DescriptionFlaw | undefined {
  try {
    const { definitions } = parse(text, { noLocation: true });
    // A file of queries parses as well.
    const defines = definitions.some(
      (one) => isTypeSystemDefinitionNode(one) || isTypeSystemExtensionNode(one),
    );
    return defines ? undefined : { lacks: "types" };
  } catch (error) {
    // That it does not parse is the answer; the error's own words quote the text, which may hold anything.
    const [place] = error instanceof GraphQLError ? (error.locations ?? []) : [];
    return place === undefined ? { lacks: "a nesting that can be read" } : { line: place.line };
  }
}
