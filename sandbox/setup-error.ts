/** An expected failure: says what is wrong and what to do; commands print its message without a stack trace. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
