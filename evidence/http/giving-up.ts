import type { Send } from "./client";
import { UnansweredError } from "./outcome";

/** Requests that fail in a row, each of them repeated before, until a vendor counts as down. */
const mostFailures = 3;

/**
 * Asks a vendor that is down no further: a preview would wait for each of its time-outs, one after another. `spared` are
 * errors that say nothing about whether the vendor is down.
 */
export function givingUp(send: Send, spared: (error: unknown) => boolean = () => false): Send {
  let failures = 0;
  let lastReason = "";
  const failed = (reason: string): void => {
    failures += 1;
    lastReason = reason;
  };
  return async (request) => {
    if (failures >= mostFailures)
      throw new UnansweredError(`${lastReason}, ${mostFailures} times in a row, and was asked no further`);
    try {
      const reply = await send(request);
      if (reply.status >= 500 || reply.status === 429) failed(`it answered ${reply.status}`);
      else failures = 0;
      return reply;
    } catch (error) {
      if (error instanceof UnansweredError && !spared(error)) failed(error.message);
      throw error;
    }
  };
}
