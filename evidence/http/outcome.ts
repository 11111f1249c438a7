/** The vendor hides this from these credentials; the permission would show it. */
export class NotVisibleError extends Error {
  constructor(readonly permission: string) {
    super(`it needs ${permission}`);
  }
}

/** The vendor gave no usable answer; the message is the reason, a clause without credentials. */
export class UnansweredError extends Error {}

/** The credentials themselves are refused, so that nothing else need be asked. */
export class RefusedError extends UnansweredError {}
