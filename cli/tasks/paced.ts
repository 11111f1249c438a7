import type { Send } from "../../evidence/http/client";

/** What GitHub asks for between two requests that change something, in ms. */
export const pauseBetweenChanges = 1000;

/** Sends what changes something one after the other, each so long after the one before; what only reads goes at once. */
export function paced(send: Send, pauseMs: number, pause: (ms: number) => Promise<unknown>): Send {
  let before: Promise<unknown> = Promise.resolve();
  return (request) => {
    if (request.method === "GET" || request.path === "/graphql") return send(request);
    const sent = before.then(() => send(request));
    before = sent.then(
      () => pause(pauseMs),
      () => pause(pauseMs),
    );
    return sent;
  };
}
