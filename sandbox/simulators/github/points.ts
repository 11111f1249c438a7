import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** What a query costs by GitHub's published reckoning. */
export interface Cost {
  readonly nodes: number;
  readonly points: number;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Each connection is asked once for each of its parents, a hundred such calls are a point, and a request costs one at
 * least; nodes are all that the connections may bring. See GitHub's "Rate limits and query limits for the GraphQL API".
 */
export function costOf(document: DocumentNode, variables: Variables): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let calls = 0;
  let nodes = 0;
  const walk = (selections: SelectionSetNode | undefined, parents: number): void => {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        walk(fragments.get(selection.name.value)?.selectionSet, parents);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, parents);
        continue;
      }
      const size = sizeOf(selection, variables);
      if (size !== undefined) {
        calls += parents;
        nodes += parents * size;
      }
      walk(selection.selectionSet, parents * (size ?? 1));
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1);
  return { nodes, points: Math.max(1, Math.round(calls / 100)) };
}

/** How many nodes a field asks for; undefined where it is no connection. */
function sizeOf({ arguments: args = [] }: FieldNode, variables: Variables): number | undefined {
  for (const { name, value } of args) {
    if (name.value !== "first" && name.value !== "last") continue;
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind === Kind.VARIABLE) return Number(variables[value.name.value] ?? 0);
  }
  return undefined;
}
