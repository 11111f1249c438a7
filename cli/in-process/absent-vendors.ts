import { unknown } from "../../sandbox/providers/wire";
import type { JsonObject } from "../../sandbox/world/schema";
import { planNew } from "./stand-in-vendors";
import type { Declaration, Planned, Vendors } from "./vendors";

const repositoryLookup = "github:index/getRepository:getRepository";

/**
 * Stands in where no vendor is asked. An id that only a vendor could tell (of a person, a team, a schedule that exists)
 * is unknown, and so is what depends on it: such rules are unknown, neither failed nor passed. A repository is taken to
 * be there with the default branch that the catalog states (`branches`, by its name in lower case), or main; what else GitHub knows of
 * it is unknown, as is all of what is adopted by id.
 */
export function absentVendors(branches: ReadonlyMap<string, string>): Vendors {
  const notLookedUp: string[] = [];
  return {
    notLookedUp,
    async lookUp(token, args) {
      notLookedUp.push(token);
      return token === repositoryLookup
        ? repositoryOf(String(args.name), branches)
        : { ...args, id: unknown };
    },
    async plan(declaration) {
      return declaration.importId === "" ? planNew(declaration) : takenOver(declaration);
    },
  };
}

function repositoryOf(name: string, branches: ReadonlyMap<string, string>): JsonObject {
  return {
    id: name,
    name,
    defaultBranch: branches.get(name.toLowerCase()) ?? "main",
    visibility: unknown,
    description: unknown,
    archived: false,
  };
}

/** A thing that is taken over keeps what it has, which nobody has looked up. */
function takenOver({ inputs, importId }: Declaration): Planned {
  const props = Object.fromEntries(Object.keys(inputs).map((key) => [key, unknown]));
  // What the program names it by is also how it was found.
  return {
    id: importId,
    props: { ...props, ...(inputs.name === importId ? { name: importId } : {}), id: importId },
  };
}
