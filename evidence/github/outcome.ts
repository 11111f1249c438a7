import { UnansweredError } from "../http/outcome";
import type { Untold } from "../read";

/** GitHub could not answer so much at once; less of it may work. */
export class OverloadedError extends UnansweredError {}

export function unanswered(reason: string): Untold {
  return { state: "unanswered", reason };
}

export function hidden(permission: string): Untold {
  return { state: "not-visible", permission };
}
