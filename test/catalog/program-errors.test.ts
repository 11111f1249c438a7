import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checkout, declared, type GivenProject, orders, platform } from "./components/project";

const refusal = (message: string) => () => {
  // As gRPC hands over a bridged provider's error.
  const details = `invoking x:index/getY:getY: 1 error occurred:\n\t* ${message}\n\n`;
  throw Object.assign(new Error(details), { details });
};
const getUser = "pagerduty:index/getUser:getUser";
const getRepository = "github:index/getRepository:getRepository";

const cases: Readonly<Record<string, readonly [GivenProject, readonly string[]]>> = {
  "problems of the catalog and of the config at once": [
    {
      services: { checkout: `${checkout}lifecycle: productoin\n` },
      config: { "readiness:mode": "advice" },
    },
    [
      'catalog/services/checkout.yaml:14:12: lifecycle must be one of experimental, production, deprecated, retired; it is "productoin". Did you mean "production"?',
      'stacks/Pulumi.prod.yaml: config.readiness:mode must be one of advise, ratchet, enforce; it is "advice". Did you mean "advise"?',
    ],
  ],
  "a tier for a service that does not exist": [
    { services: { checkout }, config: { "readiness:tiers": { chekout: 1 } } },
    [
      'stacks/Pulumi.prod.yaml: readiness:tiers: "chekout" is not a service in catalog/services. Did you mean "checkout"?',
    ],
  ],
  "a vendor that does not answer, once for everybody": [
    { services: { checkout }, answers: { [getUser]: refusal("401 Unauthorized") } },
    ["catalog/teams: PagerDuty cannot be asked for the members: 401 Unauthorized."],
  ],
  "an existing policy, a schedule and a team that are not there": [
    {
      services: {
        a: "name: a\nowner: orders\nonCall: { existing: { policy: Old } }\n",
        b: "name: b\nowner: orders\nonCall: { existing: { schedule: Older } }\nrepository: shop\n",
      },
      config: { "readiness:tiers": { b: 2 } },
      teams: { orders: orders.replace("escalateTo: [pia]\n", "") },
      answers: {
        "pagerduty:index/getEscalationPolicy:getEscalationPolicy": refusal("no such policy"),
        "pagerduty:index/getSchedule:getSchedule": refusal("no such schedule"),
        "github:index/getTeam:getTeam": refusal("Could not find team by slug: orders"),
      },
    },
    [
      'catalog/services/a.yaml: onCall.existing.policy must name what exists at PagerDuty; it is "Old": no such policy.',
      'catalog/services/b.yaml: onCall.existing.schedule must name what exists at PagerDuty; it is "Older": no such schedule.',
      'catalog/teams/orders.yaml: github.team must be the slug of a team at GitHub; it is "orders": Could not find team by slug: orders.',
    ],
  ],
  "a default branch that GitHub does not have": [
    { services: { a: "name: a\nrepository: shop\n", b: "name: b\nrepository: shop\nbranch: master\n" } },
    [
      'catalog/services/b.yaml: branch must be "main", the default branch of shop; it is "master". Correct it, or change the default branch at GitHub first.',
    ],
  ],
  "a repository with another name by now": [
    {
      services: { a: "name: a\nrepository: shop\n" },
      answers: {
        [getRepository]: () => ({ id: "store", name: "store", defaultBranch: "main", archived: false }),
      },
    },
    ['catalog/services/a.yaml: repository must be "store", its name today; it is "shop".'],
  ],
  "a repository that is to be taken over and does not exist": [
    {
      services: { a: "name: a\nrepository: shop\nadopt: { repository: shop }\n" },
      answers: { [getRepository]: refusal("404 Not Found []") },
    },
    ["catalog/services/a.yaml: The repository shop cannot be looked up: 404 Not Found []."],
  ],
  "services that disagree about their repository": [
    {
      services: {
        a: "name: a\nrepository: shop\nbranch: main\n",
        b: "name: b\nrepository: acme/shop\nbranch: trunk\n",
      },
    },
    [
      'catalog/services/b.yaml: branch must be "main" as in a.yaml, since both are in the repository acme/shop; it is "trunk".',
    ],
  ],
  "services that disagree about an environment of their repository, not about two": [
    {
      services: {
        a: 'name: a\nrepository: shop\nadopt: { environment: "shop:eu" }\n',
        b: 'name: b\nrepository: shop\nadopt: { environment: "shop:us" }\n',
        c: 'name: c\nrepository: shop\nenvironments: { production: live }\nadopt: { environment: "shop:live" }\n',
      },
    },
    [
      'catalog/services/b.yaml: adopt.environment must be "shop:eu" as in a.yaml, since both are in the repository shop; it is "shop:us".',
    ],
  ],
  "an id of another repository than the service's": [
    {
      services: {
        a: "name: a\nrepository: acme/shop\nadopt: { repository: Shop }\n",
        b: "name: b\nrepository: acme/store\nadopt: { repository: stores }\n",
      },
    },
    [
      'catalog/services/b.yaml: adopt.repository must be "store", the repository\'s name, which is its id; it is "stores".',
    ],
  ],
  "a stack that takes things over and does not exist": [
    { services: { a: "name: a\nrepository: shop\nadopt: { repository: shop, stack: prd }\n" } },
    [
      "catalog/services/a.yaml: adopt.stack must be a stack of this project; stacks/Pulumi.prd.yaml does not exist.",
    ],
  ],
  "a health check that no place can make": [
    {
      services: {
        a: 'name: a\nhealth: { url: "http://a.internal/", internal: true }\nadopt: { healthCheck: H }\n',
      },
    },
    [
      "catalog/services/a.yaml: adopt.healthCheck needs health, with a private location where it is internal, to be stated. State it, or remove the id.",
    ],
  ],
  "ids that would take nothing over": [
    {
      services: {
        a: 'name: a\nadopt: { repository: x, schedule: S, healthCheck: H, slos: { up: "1" }, monitors: { eror: "2" } }\nmonitors: [{ signal: errors, query: q, critical: 1 }]\n',
      },
    },
    [
      "catalog/services/a.yaml: adopt.repository needs repository to be stated. State it, or remove the id.",
      "catalog/services/a.yaml: adopt.schedule needs onCall, without existing, to be stated. State it, or remove the id.",
      "catalog/services/a.yaml: adopt.healthCheck needs health, with a private location where it is internal, to be stated. State it, or remove the id.",
      'catalog/services/a.yaml: "up" in adopt.slos is none of the service\'s. It declares none.',
      'catalog/services/a.yaml: "eror" in adopt.monitors is none of the service\'s. Did you mean "errors"? It declares errors.',
    ],
  ],
};

describe("a program that cannot declare anything", () => {
  for (const [name, [project, lines]] of Object.entries(cases)) {
    it(`says all about ${name}, without a stack trace`, async () => {
      const count = lines.length === 1 ? "a problem" : `${lines.length} problems`;
      await assert.rejects(declared({ teams: { orders, platform }, ...project }), (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(error.stack, undefined);
        assert.deepEqual(error.message.split("\n  "), [
          `Nothing was declared, because of ${count}:`,
          ...lines,
        ]);
        return true;
      });
    });
  }
});

describe("a member whom PagerDuty does not know", () => {
  const known = ({ email = "" }: Readonly<Record<string, string>>) => {
    if (email.startsWith("amy")) return refusal("Unable to locate any user with the email: x")();
    return { id: `P-${email.split("@")[0]}`, email };
  };
  const layersOf = async (answers: GivenProject["answers"]) => {
    const { resources } = await declared({
      teams: { orders, platform },
      services: { checkout },
      ...(answers ? { answers } : {}),
    });
    return resources.filter(({ type }) => type.endsWith(":Schedule")).map(({ inputs }) => inputs.layers);
  };

  it("takes no turns, and stops nothing else", async () => {
    const [all] = JSON.parse(JSON.stringify(await layersOf(undefined)));
    const [some] = JSON.parse(JSON.stringify(await layersOf({ [getUser]: known })));
    assert.deepEqual(
      some[0].users,
      all[0].users.filter((id: string) => id !== "P-amy"),
    );
    assert.equal(some[0].users.length, all[0].users.length - 1);
  });

  it("leaves no schedule where nobody else is in the rotation", async () => {
    assert.deepEqual(
      await layersOf({ [getUser]: refusal("Unable to locate any user with the email: x") }),
      [],
    );
  });
});
