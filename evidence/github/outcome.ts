import type { Untold } from "../collector";
import { UnansweredError } from "../http/outcome";

/** GitHub could not answer so much at once; less of it may work. */
export class OverloadedError extends UnansweredError {}

export function unanswered(reason: string): Untold {
  return { state: "unanswered", reason };
}

export function hidden(permission: string): Untold {
  return { state: "not-visible", permission };
}
