import type { AnyRule } from "../engine/rule";
import { ownerAssigned } from "./ownership/owner-assigned";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [ownerAssigned];
