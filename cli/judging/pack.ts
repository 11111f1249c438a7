import { composeSets } from "../../policy-pack/engine/extension";
import type { AnyRule } from "../../policy-pack/engine/rule";
import type { RuleSet } from "../../policy-pack/engine/rule-set";
import { loadExtensions } from "../../policy-pack/extensions";
import { shippedSets } from "../../policy-pack/rule-sets";
import type { Project } from "../project";

/** The rules that a project is judged by: ours, and those that its pack's readiness.config.json names. */
export interface Pack {
  readonly sets: readonly RuleSet[];
  /** Sentences about extensions that cannot be used as they are. */
  readonly problems: readonly string[];
}

/** Loads them; `file` names another readiness.config.json, whose folders are relative to the pack's all the same. */
export function loadPack({ packFolder }: Pick<Project, "packFolder">, file?: string): Pack {
  return composeSets(shippedSets, loadExtensions(packFolder, file));
}

/** Every rule with its set, in the order of the sets. */
export function rulesOf({ sets }: Pack): readonly { readonly rule: AnyRule; readonly set: RuleSet }[] {
  return sets.flatMap((set) => set.rules.map((rule) => ({ rule, set })));
}
