import { Namespace, type NamespaceBase, parse, Service, Type } from "protobufjs";
import type { DescriptionFlaw } from "./description";

/** Why a text is no protobuf file of an API; undefined where it is one. What it imports need not be at hand. */
export function protobufFlaw(text: string): DescriptionFlaw | undefined {
  try {
    return definesSomething(parse(text).root) ? undefined : { lacks: "services and messages" };
  } catch (error) {
    // That it does not parse is the answer; the error's own words quote the text, which may hold anything.
    const line = error instanceof Error ? / \(line (\d+)\)$/.exec(error.message)?.[1] : undefined;
    return line === undefined ? { lacks: "a nesting that can be read" } : { line: Number(line) };
  }
}

function definesSomething(root: NamespaceBase): boolean {
  const queue = [root];
  for (const space of queue) {
    for (const one of space.nestedArray) {
      if (one instanceof Service || one instanceof Type) return true;
      if (one instanceof Namespace) queue.push(one);
    }
  }
  return false;
}
