/** More stacks than one file or comment can be of; the message says how many, and what to do. */
export class TooManyStacksError extends RangeError {
  override readonly name = "TooManyStacksError";
}
