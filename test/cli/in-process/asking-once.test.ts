import assert from "node:assert/strict";
import type { Observe } from "../../../catalog/program";
import { askingOnce } from "../../../cli/in-process/observing";
import type { WantedService } from "../../../evidence/wanted";

const wanted = (name: string, slos: readonly string[] = []): WantedService => ({
  name,
  names: [name],
  teams: [],
  apps: [],
  paging: { services: [] },
  people: [],
  slos,
  dashboards: [],
});

/** Answers with the number of the question, as what is asked later is answered otherwise. */
function counting() {
  const asked = { times: 0 };
  const observe: Observe = async (_vendors, services) => {
    asked.times += 1;
    const fact = { kind: "leaked-secrets", source: "github", at: "2026-11-23T12:00:00.000Z" } as const;
    const answer = { state: "absent" } as const;
    return {
      facts: new Map(services.map(({ name }) => [name, [{ ...fact, subject: `${asked.times}`, answer }]])),
      remarks: [`question ${asked.times}`],
    };
  };
  return { asked, observe: askingOnce()(observe) };
}

const subjects = ({ facts }: Awaited<ReturnType<Observe>>) =>
  Object.fromEntries([...facts].map(([name, own]) => [name, own.map(({ subject }) => subject)]));

describe("asking vendors once for several runs", () => {
  it("asks no second time for the same", async () => {
    const { asked, observe } = counting();
    const first = await observe(["github"], [wanted("cart"), wanted("quote")]);
    const second = await observe(["github"], [wanted("cart"), wanted("quote")]);
    assert.equal(asked.times, 1);
    assert.deepEqual([subjects(second), second.remarks], [subjects(first), ["question 1"]]);
  });

  it("keeps the answers of services of which the same is wanted, where of others it is not", async () => {
    const { observe } = counting();
    await observe(["github"], [wanted("cart"), wanted("quote")]);
    const second = await observe(["github"], [wanted("cart"), wanted("quote", ["availability"])]);
    assert.deepEqual(subjects(second), { cart: ["1"], quote: ["2"] });
  });

  it("asks anew where other vendors are asked", async () => {
    const { observe } = counting();
    await observe(["github"], [wanted("cart")]);
    assert.deepEqual(subjects(await observe(["github", "datadog"], [wanted("cart")])), { cart: ["2"] });
  });
});
