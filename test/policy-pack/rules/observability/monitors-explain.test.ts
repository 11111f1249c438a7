import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { monitorsExplain } from "../../../../policy-pack/rules/observability/monitors-explain";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const page = "@pagerduty-checkout";
const runbook = "https://runbooks.astronomy-shop.example/checkout";

/** The perfect service with one of its monitors changed. */
function errors(patch: Record<string, unknown>): Given {
  return given.service().with(datadog.monitor, "checkout-errors", patch);
}

function saying(text: string): Given {
  return errors({ message: `${page} ${text}` });
}

/** Every monitor and test says the same; the runbook is a file of the repository. */
function inRepository(link: string, repository = "astronomy-shop"): Given {
  const message = `${page} See ${link}.`;
  return given
    .service()
    .facts({ repository, runbook: { path: "docs/checkout/runbook.md" } })
    .with(datadog.monitor, undefined, { message })
    .with(datadog.syntheticsTest, undefined, { message });
}

const site = { subject: "checkout-errors", on: "checkout-errors" };
const wrong = (message: string) => [{ message, data: { monitor: "checkout-errors", runbook }, ...site }];

testRule(monitorsExplain, {
  pass: {
    "monitors that all link the runbook": given.service(),
    "a link in Markdown": saying(`[what to do](${runbook})`),
    "a link at the end of a sentence": saying(`See ${runbook}.`),
    "a link to a part of the runbook": saying(`${runbook}#errors`),
    "a link with a slash at its end, in another case of the host": saying(
      "https://Runbooks.Astronomy-Shop.example/checkout/",
    ),
    "a link without encryption": saying(runbook.replace("https", "http")),
    "a link in code": saying(`\`${runbook}\``),
    "a link inside is_alert": saying(`{{#is_alert}}${runbook}{{/is_alert}}`),
    "a link in both halves of a condition": saying(
      `{{#is_match "env.name" "prod"}}${runbook}{{else}}${runbook}{{/is_match}}`,
    ),
    "a page that its query tells apart": saying(
      "https://wiki.astronomy-shop.example/page?pageId=7&utm_source=alert",
    )
      .facts({ runbook: { url: "https://wiki.astronomy-shop.example/page?pageId=7" } })
      .without(datadog.monitor, "checkout-traffic")
      .with(datadog.monitor, undefined, {
        message: `${page} https://wiki.astronomy-shop.example/page?utm_source=a&pageId=7`,
      })
      .with(datadog.syntheticsTest, undefined, { message: "@slack-orders" }),
    "an asset of the monitor": errors({
      message: page,
      assets: [{ name: "Runbook", category: "runbook", url: `${runbook}#errors` }],
    }),
    "an asset of a monitor as JSON": given.service().add({
      type: datadog.monitorJson,
      name: "checkout-json",
      props: {
        monitor: JSON.stringify({
          type: "query alert",
          query: "avg(last_5m):avg:a.b{service:checkout} > 1",
          message: page,
          assets: [{ name: "Runbook", category: "runbook", url: runbook }],
        }),
      },
    }),
    "another runbook that the catalog links": saying("https://wiki.astronomy-shop.example/errors").facts({
      links: [{ kind: "runbook", url: "https://wiki.astronomy-shop.example/errors" }],
    }),
    "a page below an address that the organisation keeps runbooks at": saying(
      "https://wiki.astronomy-shop.example/runbooks/errors",
    ).parameters({ pages: ["https://wiki.astronomy-shop.example/runbooks"] }),
    "a page below such an address that run time completes": saying(
      "https://wiki.astronomy-shop.example/runbooks/{{service.name}}",
    ).parameters({ pages: ["https://wiki.astronomy-shop.example/runbooks/"] }),
    "a file of the repository, on its default branch": inRepository(
      "https://github.com/shop/astronomy-shop/blob/HEAD/docs/checkout/runbook.md",
    ),
    "a file of the repository, on a branch whose name has a slash": inRepository(
      "https://github.com/Shop/Astronomy-Shop/blob/release/1.0/docs/checkout/runbook.md#errors",
    ),
    "a monitor that pages nobody, which monitors-notify judges": errors({ message: "@slack-orders" }),
    "a draft": errors({ message: page, draftStatus: "draft" }),
    "monitors that were seen": given
      .service()
      .without(datadog.monitor)
      .observed("monitors", "checkout", {
        value: {
          resources: [
            {
              type: datadog.monitor,
              id: "1",
              name: "Seen",
              props: {
                type: "query alert",
                query: "avg(last_5m):avg:a.b{service:checkout} > 1",
                message: `${page} ${runbook}`,
              },
            },
          ],
        },
      }),
  },
  fail: {
    "a message without a link": [saying("See the wiki."), wrong("bare")],
    "a link to another page": [saying("https://runbooks.astronomy-shop.example/cart"), wrong("otherPage")],
    "a link to the same page of another host": [
      saying("https://runbooks.example/checkout"),
      wrong("otherPage"),
    ],
    "a link that only begins like it": [saying(`${runbook}-eu`), wrong("otherPage")],
    "a link that hides another host": [
      saying("https://runbooks.astronomy-shop.example@wiki.example/checkout"),
      wrong("otherPage"),
    ],
    "the address in the query of another": [
      saying(`https://wiki.example/?to=${runbook}`),
      wrong("otherPage"),
    ],
    "a page whose query tells it apart": [
      given
        .service()
        .facts({ runbook: { url: `${runbook}?pageId=7` } })
        .without(datadog.syntheticsTest)
        .without(datadog.monitor)
        .add({
          type: datadog.monitor,
          name: "checkout-errors",
          props: {
            type: "query alert",
            query: "avg(last_5m):avg:a.b{service:checkout} > 1",
            message: `${page} ${runbook}?pageId=8`,
          },
        }),
      [
        {
          message: "otherPage",
          data: { monitor: "checkout-errors", runbook: `${runbook}?pageId=7` },
          ...site,
        },
      ],
    ],
    "a link that is only sent on recovery": [
      errors({ message: `${page} {{#is_recovery}}${runbook}{{/is_recovery}}` }),
      wrong("late"),
    ],
    "a link in a comment": [saying(`{{!-- ${runbook} --}}`), wrong("bare")],
    "an asset of another category": [
      errors({ message: page, assets: [{ name: "Notes", category: "notes", url: runbook }] }),
      wrong("bare"),
    ],
    "an asset that is another page": [
      errors({
        message: page,
        assets: [{ name: "R", category: "runbook", url: "https://runbooks.example/x" }],
      }),
      wrong("bare"),
    ],
    "the address at which runbooks are kept, itself": [
      saying("https://wiki.astronomy-shop.example/runbooks/").parameters({
        pages: ["https://wiki.astronomy-shop.example/runbooks"],
      }),
      wrong("otherPage"),
    ],
    "a page beside the address at which runbooks are kept": [
      saying("https://wiki.astronomy-shop.example/runbooks-old/x").parameters({
        pages: ["https://wiki.astronomy-shop.example/runbooks"],
      }),
      wrong("otherPage"),
    ],
    "a file of another repository": [
      inRepository("https://github.com/shop/other/blob/HEAD/docs/checkout/runbook.md")
        .without(datadog.monitor)
        .with(datadog.syntheticsTest, "checkout-health", { tags: ["service:checkout"] }),
      [
        {
          message: "otherPage",
          data: { monitor: "checkout-health", runbook: "docs/checkout/runbook.md" },
          subject: "checkout-health",
          on: "checkout-health",
        },
      ],
    ],
    "a file of another owner's repository": [
      inRepository("https://github.com/cart/astronomy-shop/blob/HEAD/docs/checkout/runbook.md").without(
        datadog.monitor,
      ),
      [
        {
          message: "otherPage",
          data: { monitor: "checkout-health", runbook: "docs/checkout/runbook.md" },
          subject: "checkout-health",
          on: "checkout-health",
        },
      ],
    ],
    "a file whose path only ends like it": [
      inRepository("https://github.com/shop/astronomy-shop/blob/HEAD/old-docs/checkout/runbook.md").without(
        datadog.monitor,
      ),
      [
        {
          message: "otherPage",
          data: { monitor: "checkout-health", runbook: "docs/checkout/runbook.md" },
          subject: "checkout-health",
          on: "checkout-health",
        },
      ],
    ],
    "a health check that pages without a link": [
      given.service().with(datadog.syntheticsTest, undefined, { message: page }),
      [
        {
          message: "bare",
          data: { monitor: "checkout-health", runbook },
          subject: "checkout-health",
          on: "checkout-health",
        },
      ],
    ],
    "one without a link beside one that is not known": [
      saying("").unknown(datadog.monitor, "checkout-traffic", "message"),
      wrong("bare"),
    ],
  },
  notApplicable: {
    "a service without a runbook": given.service().facts({ runbook: undefined }),
    "a service that nobody is on call for": given
      .service()
      .without(pagerduty.service, "checkout-pagerduty")
      .without(datadog.pagerdutyServiceObject, "checkout-handle"),
    "a service without a monitor": given.service().without(datadog.monitor).without(datadog.syntheticsTest),
  },
  unknown: {
    "a message that is not known": [
      given.service().unknown(datadog.monitor, "checkout-errors", "message"),
      "planned: message of",
    ],
    "an address that run time completes": [
      saying("https://runbooks.astronomy-shop.example/{{service.name}}"),
      "unobserved: whether checkout-errors links the runbook only an alert tells",
    ],
    "a link under a condition": [
      saying(`{{#is_match "env.name" "prod"}}${runbook}{{/is_match}}`),
      "unobserved: whether checkout-errors links the runbook only an alert tells",
    ],
    "blocks that do not match": errors({ message: `{{#is_alert}}${page} ${runbook}` }),
    "whether a monitor without a link pages": [
      errors({ message: '{{#is_match "env.name" "prod"}}@pagerduty-checkout{{/is_match}}' }),
      "unobserved: whom checkout-errors notifies depends on conditions that only an alert decides",
    ],
  },
});
