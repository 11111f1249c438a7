import assert from "node:assert/strict";
import { Headers } from "undici";
import type { Send } from "../../../evidence/http/client";
import { givingUp } from "../../../evidence/http/giving-up";
import { UnansweredError } from "../../../evidence/http/outcome";

class Spared extends UnansweredError {}

/** What came of each request to a vendor that answers these in turn: a status, or an error. */
async function outcomes(answers: readonly (number | Error)[]) {
  const left = [...answers];
  let sent = 0;
  const send: Send = async () => {
    sent += 1;
    const next = left.shift() ?? 200;
    if (next instanceof Error) throw next;
    return { status: next, headers: new Headers(), text: "" };
  };
  const guarded = givingUp(send, (error) => error instanceof Spared);
  const came: (number | string)[] = [];
  for (const _ of answers)
    came.push(
      await guarded({ method: "GET", path: "/", headers: {} }).then(
        ({ status }) => status,
        (error: Error) => error.message,
      ),
    );
  return { came, sent };
}

describe("giving up on a vendor", () => {
  const late = new UnansweredError("it did not answer in time");
  const given = "it did not answer in time, 3 times in a row, and was asked no further";

  it("happens after three requests in a row without a usable answer, with the last reason", async () => {
    assert.deepEqual(await outcomes([200, 429, 503, late, 200, 200]), {
      came: [200, 429, 503, late.message, given, given],
      sent: 4,
    });
  });

  it("does not happen where an answer comes in between, whatever it says", async () => {
    const answers = [500, 500, 404, late, late, 401, 500, 500, 200];
    assert.equal((await outcomes(answers)).sent, answers.length);
  });

  it("does not happen for what says nothing of the vendor as a whole, nor for faults of ours", async () => {
    const answers = [
      new Spared("too much at once"),
      late,
      new Spared("too much at once"),
      new TypeError("ours"),
      late,
      200,
    ];
    assert.equal((await outcomes(answers)).sent, answers.length);
  });
});
