import { datadog } from "../../../../policy-pack/engine/tokens";
import { dependenciesHold } from "../../../../policy-pack/rules/reliability/dependencies-hold";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

type Dependency = Readonly<Record<"service" | "kind" | "fallback", string>>;

function on(...dependencies: readonly Partial<Dependency>[]): Record<string, unknown> {
  return { dependencies: dependencies.map((dependency) => ({ kind: "hard", ...dependency })) };
}

/** Checkout that needs cart; cart as the patch says. */
function needingCart(dependency: Partial<Dependency>, cart: Record<string, unknown> = {}): Given {
  return given
    .service()
    .facts(on({ service: "cart", ...dependency }))
    .other("cart", cart);
}

/** Cart with one availability SLO. */
function cartPromising(timeframe: string, target: number): Given {
  const query = { numerator: "sum:hits.ok{service:cart}", denominator: "sum:hits{service:cart}" };
  const props = {
    type: "metric",
    query,
    tags: ["sli:availability"],
    timeframe,
    thresholds: [{ timeframe, target }],
  };
  return given
    .service()
    .facts(on({ service: "cart" }))
    .other("cart", {}, [
      { type: datadog.serviceLevelObjective, name: "cart-availability", props, parent: "cart" },
    ]);
}

/** An availability SLO that exists and is not managed here. */
const elsewhere = {
  slos: [{ name: "uptime", kind: "availability", good: "a", total: "b", window: "30d", existing: "abc" }],
};

const site = { subject: "cart" };

/** Checkout that needs cart and names an availability SLO that exists, as Datadog tells of it. */
function seenPromise(...targets: readonly number[]): Given {
  const resources = targets.map((target) => ({
    type: datadog.serviceLevelObjective,
    id: "abc",
    name: "Up",
    props: { name: "Up", type: "metric", thresholds: [{ timeframe: "30d", target }] },
  }));
  return needingCart({})
    .without(datadog.serviceLevelObjective, "checkout-availability")
    .facts(elsewhere)
    .observed("slos", "checkout", { value: { resources } });
}

/** Checkout that needs payment of a neighbouring stack, which tells what the patch says. */
function needingNeighbour(told: object, dependency: Partial<Dependency> = {}): Given {
  const payment = { tier: 1, lifecycle: "production", aliases: [], promises: {}, ...told };
  return given
    .service()
    .facts(on({ service: "payment", ...dependency }))
    .catalog({
      neighbours: [
        { stack: "acme/search/prod", services: {} },
        { stack: "acme/payments/prod", services: { payment } },
      ],
    });
}

/** Checkout that needs what nobody has, beside a neighbour of which nothing is known. */
const besideUnread = given
  .service()
  .facts(on({ service: "payment" }))
  .catalog({ neighbours: [{ stack: "acme/payments/prod", services: {}, unread: "it is new" }] });
const unreadReason =
  "nothing is known of the services of the neighbouring stack acme/payments/prod: it is new";

testRule(dependenciesHold, {
  pass: {
    "a neighbour's service of the same tier and target": needingNeighbour({ promises: { "30d": 99.9 } }),
    "a neighbour's service by its earlier name": needingNeighbour({ aliases: ["till"] }, { service: "till" }),
    "a neighbour's service that is soft and weaker": needingNeighbour({ tier: 3 }, { kind: "soft" }),
    "a service of the catalog, whatever a neighbour of that name says": needingCart({}).catalog({
      neighbours: [{ stack: "acme/old/prod", services: { cart: { tier: 3, aliases: [], promises: {} } } }],
    }),
    "a dependency of the same tier and target": needingCart({}),
    "a dependency that is soft and weaker": needingCart({ kind: "soft" }, { tier: 3 }),
    "a weaker dependency with a fallback": needingCart(
      { fallback: "The last known cart is shown." },
      { tier: 3 },
    ),
    "a stricter dependency": needingCart({}, { tier: 1 }).tier(2),
    "a dependency by its earlier name": needingCart({ service: "basket" }, { aliases: ["basket"] }),
    "a dependency with a target over another time frame": cartPromising("90d", 90),
    "a dependency without an SLO, which slo-defined judges": given
      .service()
      .facts(on({ service: "cart" }))
      .other("cart", {}, []),
    "a dependency whose SLO exists elsewhere, where nothing is promised": given
      .service()
      .without(datadog.serviceLevelObjective)
      .facts(on({ service: "cart" }))
      .other("cart", elsewhere, []),
    "a seen promise that the dependency keeps": seenPromise(99.9),
    "a promise that exists no more, which slo-defined judges": seenPromise(),
    "a circle that a fallback breaks": needingCart(
      {},
      on({ service: "checkout", fallback: "Prices without tax." }),
    ),
    "a circle of others": given
      .service()
      .facts(on({ service: "cart" }))
      .other("cart", on({ service: "tax" }))
      .other("tax", on({ service: "cart" })),
  },
  fail: {
    "a neighbour's service of a weaker tier": [
      needingNeighbour({ tier: 2 }),
      [{ message: "tier", data: { dependency: "payment", wanted: 1, actual: 2 }, subject: "payment" }],
    ],
    "a neighbour's service of a lower target": [
      needingNeighbour({ promises: { "30d": 99, "7d": 90 } }),
      [
        {
          message: "target",
          data: { dependency: "payment", wanted: 99.9, timeframe: "30d", actual: 99 },
          subject: "payment",
        },
      ],
    ],
    "a neighbour's service that is retired": [
      needingNeighbour({ lifecycle: "retired" }),
      [{ message: "retired", data: { dependency: "payment" }, subject: "payment" }],
    ],
    "a service that no neighbour has": [
      needingNeighbour({}, { service: "constructor" }),
      [{ message: "unknown", data: { dependency: "constructor" }, subject: "constructor" }],
    ],
    "a dependency of a weaker tier": [
      needingCart({}, { tier: 3 }),
      [{ message: "tier", data: { dependency: "cart", wanted: 1, actual: 3 }, ...site }],
    ],
    "a dependency of a lower target": [
      cartPromising("30d", 99.5),
      [
        {
          message: "target",
          data: { dependency: "cart", wanted: 99.9, timeframe: "30d", actual: 99.5 },
          ...site,
        },
      ],
    ],
    "a seen promise that the dependency does not keep": [
      seenPromise(99.99),
      [
        {
          message: "target",
          data: { dependency: "cart", wanted: 99.99, timeframe: "30d", actual: 99.9 },
          ...site,
        },
      ],
    ],
    "a dependency that the catalog does not have": [
      given.service().facts(on({ service: "kart" })),
      [{ message: "unknown", data: { dependency: "kart" }, subject: "kart" }],
    ],
    "a soft dependency that the catalog does not have": [
      given.service().facts(on({ service: "kart", kind: "soft" })),
      [{ message: "unknown", data: { dependency: "kart" }, subject: "kart" }],
    ],
    "a dependency that only tags name": [
      given
        .service()
        .facts(on({ service: "cart" }))
        .add({
          type: datadog.monitor,
          name: "cart-errors",
          belongs: false,
          props: { type: "query alert", query: "avg(last_5m):avg:a.b{service:cart} > 1", message: "" },
        }),
      [{ message: "unknown", data: { dependency: "cart" }, ...site }],
    ],
    "a dependency that is retired": [
      needingCart({}, { lifecycle: "retired", tier: 3 }),
      [{ message: "retired", data: { dependency: "cart" }, ...site }],
    ],
    "two services that need each other": [
      needingCart({}, on({ service: "checkout" })),
      [{ message: "cycle", data: { circle: "cart -> checkout -> cart" } }],
    ],
    "a circle of three, by an earlier name": [
      given
        .service()
        .facts({ ...on({ service: "cart" }), aliases: ["till"] })
        .other("cart", on({ service: "tax" }))
        .other("tax", on({ service: "till" })),
      [{ message: "cycle", data: { circle: "cart -> tax -> checkout -> cart" } }],
    ],
    "a service that needs itself": [
      given.service().facts(on({ service: "checkout" })),
      [{ message: "cycle", data: { circle: "checkout -> checkout" } }],
    ],
    "a weaker tier although its target is not known": [
      needingCart({}, { tier: 2 }).unknown(
        datadog.serviceLevelObjective,
        "checkout-availability",
        "thresholds[0].target",
      ),
      [{ message: "tier", data: { dependency: "cart", wanted: 1, actual: 2 }, ...site }],
    ],
    "one of two dependencies": [
      needingCart({}, { tier: 2 }).facts(on({ service: "cart" }, { service: "spare" })),
      [{ message: "tier", data: { dependency: "cart", wanted: 1, actual: 2 }, ...site }],
    ],
  },
  notApplicable: {
    "a service that names no dependencies": given.service(),
    "a service that no catalog has": given.service().withoutComponent(),
  },
  unknown: {
    "a service that may be an unread neighbour's": [besideUnread, `unobserved: ${unreadReason}`],
    "what a service wants, where Datadog may not be asked": [
      seenPromise().observed("slos", "checkout", { permission: "slos_read" }),
      "unobserved: Datadog shows the target of SLO checkout-uptime only with the permission slos_read",
    ],
    "a target that is not known": [
      needingCart({}).unknown(datadog.serviceLevelObjective, "checkout-availability", "thresholds[0].target"),
      "planned: thresholds[0].target",
    ],
    "what a dependency promises whose SLO exists elsewhere": [
      given
        .service()
        .facts(on({ service: "cart" }))
        .other("cart", elsewhere, []),
      "no-collector: the target of SLO cart-uptime",
    ],
    "what a service wants whose own SLO exists elsewhere": [
      needingCart({}).without(datadog.serviceLevelObjective, "checkout-availability").facts(elsewhere),
      "no-collector: the target of SLO checkout-uptime",
    ],
    "what both promise elsewhere": [
      given
        .service()
        .without(datadog.serviceLevelObjective)
        .facts({ ...elsewhere, ...on({ service: "cart" }) })
        .other("cart", elsewhere, []),
      "no-collector: the target of SLO checkout-uptime",
    ],
  },
});
