import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ask, toldValue, wanted } from "../fake-vendor";
import { collectorOf } from "./account";

describe("the people of a rotation that is declared and not made yet", () => {
  it("are told before PagerDuty has the service, where the catalog says who is to be paged", async () => {
    const paging = { services: ["cart"], people: ["AMY@shop.example", "nobody@shop.example"] };
    const { people } = await toldValue(
      collectorOf().collector,
      "contact-methods",
      [wanted("cart", { paging })],
      "cart",
    );
    deepStrictEqual(
      people.map(({ person }) => person),
      ["PAMY"],
    );
    strictEqual(
      (await ask(collectorOf().collector, "contact-methods", [wanted("cart")], "cart")).state,
      "absent",
    );
  });
});
