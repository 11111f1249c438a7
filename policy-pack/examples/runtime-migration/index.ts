import type { Extension } from "../../engine/extension";
import { runtimeNotEnding } from "./runtime-not-ending";
import { runtimeSupported } from "./runtime-supported";
import { runtimeTold } from "./runtime-told";

/**
 * A whole rule set with terms of its own: off the runtimes that nobody mends any more. The deadline is an initiative's
 * matter; initiative.yaml beside this file is one.
 */
export const extension: Extension = {
  ruleSets: [
    {
      name: "runtime-migration",
      title: "Runtime migration",
      terms: {
        1: { must: "silver", aim: "gold" },
        2: { must: "silver", aim: "gold" },
        3: { must: "bronze", aim: "silver" },
      },
      rules: [runtimeNotEnding, runtimeSupported, runtimeTold],
    },
  ],
};
