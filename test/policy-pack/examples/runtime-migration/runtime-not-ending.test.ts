import { aws } from "../../../../policy-pack/engine/tokens";
import { runtimeNotEnding } from "../../../../policy-pack/examples/runtime-migration/runtime-not-ending";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import { lambda, untagged } from "./given-runtimes";

const ends = (nodejs24: string) => given.service().parameters({ ends: { nodejs24 } });
const ending = (days: number, end: string, left: number) => ({
  message: "ending",
  data: { thing: "runtime:nodejs24", runtime: "nodejs24", days, end, left },
  subject: "runtime:nodejs24",
});

testRule(runtimeNotEnding, {
  pass: {
    "a line with years left": given.service(),
    "a line with just as many days left as tier 1 asks": ends("2027-05-22"),
    "a line with just as many days left as tier 2 asks": ends("2027-02-21").tier(2),
    "a line that has ended, which another rule judges": ends("2026-11-22"),
    "a line that ended long ago": given.service().facts({ tags: ["runtime:nodejs0.10"] }),
  },
  fail: {
    "a line with a day less at tier 1": [ends("2027-05-21"), [ending(180, "2027-05-21", 179)]],
    "a line with a day less at tier 2": [ends("2027-02-20").tier(2), [ending(90, "2027-02-20", 89)]],
    "a line on its last day": [ends("2026-11-23").tier(3), [ending(30, "2026-11-23", 0)]],
    "a function": [
      untagged.add(lambda("nodejs22.x")),
      [
        {
          message: "ending",
          data: { thing: "mailer", runtime: "nodejs22", days: 180, end: "2027-04-30", left: 158 },
          subject: "mailer",
          on: "mailer",
        },
      ],
    ],
  },
  notApplicable: {
    "a service of which nothing tells": untagged,
  },
  unknown: {
    "a line that nobody has listed": [
      given.service().facts({ tags: ["runtime:go1.22"] }),
      "no-collector: nobody has listed when support of go1.22 ends",
    ],
    "a function of which only the update will tell": [
      given.service().add(lambda("x")).unknown(aws.lambdaFunction, "mailer", "runtime"),
      "planned",
    ],
  },
});
