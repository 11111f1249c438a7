import { kubernetes } from "../../../../policy-pack/engine/tokens";
import { workloadDisruptionBudget } from "../../../../policy-pack/rules/kubernetes/workload-disruption-budget";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { besideRelease, borrowed, otherKind, released, withoutWorkload, workload } from "../../workloads";

const type = kubernetes.podDisruptionBudget;
const budget = (patch: Record<string, unknown>, start: Given = given.service()): Given =>
  start.with(type, "checkout-disruption", patch);
const allowing = (spec: Record<string, unknown>, replicas = 3): Given =>
  budget(
    {
      "spec.maxUnavailable": undefined,
      ...Object.fromEntries(Object.entries(spec).map(([key, value]) => [`spec.${key}`, value])),
    },
    workload({ "spec.replicas": replicas }),
  );
const selecting = (selector: unknown): Given => budget({ "spec.selector": selector });
const without = (start: Given = given.service()): Given => start.without(type, "checkout-disruption");
const scaled = (minReplicas: number | undefined): Given =>
  given.service().add({
    type: kubernetes.horizontalPodAutoscaler,
    name: "checkout-scaler",
    props: {
      metadata: { namespace: "shop" },
      spec: { scaleTargetRef: { kind: "Deployment", name: "checkout" }, minReplicas, maxReplicas: 9 },
    },
  });
const second = {
  type,
  name: "checkout-second",
  props: {
    metadata: { namespace: "shop" },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { team: "orders", "app.kubernetes.io/name": "checkout" } },
    },
  },
};

/** The perfect service with a second workload of one pod, which no budget is about. */
function besideLonePod(): Given {
  const own = given
    .service()
    .resources()
    .find(({ name }) => name === "checkout-workload");
  return given
    .service()
    .add({ type: kubernetes.deployment, name: "checkout-lone", props: structuredClone(own?.props ?? {}) })
    .with(kubernetes.deployment, "checkout-lone", {
      "metadata.name": "checkout-lone",
      "spec.replicas": 1,
      "spec.selector.matchLabels": { app: "lone" },
      "spec.template.metadata.labels": { app: "lone" },
    });
}

const missing = (hint = "", name = "checkout-workload") => ({
  message: "missing",
  data: { workload: name, hint },
  subject: name,
  on: name,
});
const stray = missing("; checkout-disruption select others");
const wrong = (message: "blocks" | "keepsNone", replicas: number) => ({
  message,
  data: { budget: "checkout-disruption", workload: "checkout-workload", replicas },
  subject: "checkout-workload",
  on: "checkout-disruption",
});

testRule(workloadDisruptionBudget, {
  pass: {
    "one of three that may go": given.service(),
    "one of three that may go, beside a lone pod": besideLonePod(),
    "one of two that must stay": allowing({ minAvailable: 1 }, 2),
    "a share that is rounded up to one": allowing({ maxUnavailable: "10%" }),
    "a share that keeps two of three": allowing({ minAvailable: "50%" }),
    "a selector by expressions": selecting({
      matchExpressions: [
        { key: "app.kubernetes.io/name", operator: "In", values: ["checkout", "cart"] },
        { key: "canary", operator: "NotIn", values: ["yes"] },
        { key: "team", operator: "Exists" },
        { key: "job", operator: "DoesNotExist" },
      ],
    }),
    "a budget that belongs to nobody and selects the pods": without().add({
      ...second,
      belongs: false,
      props: {
        ...second.props,
        spec: { maxUnavailable: 1, selector: { matchLabels: { "app.kubernetes.io/name": "checkout" } } },
      },
    }),
    "a budget of one pod in another namespace": given
      .service()
      .add({ ...second, props: { ...second.props, metadata: { namespace: "other" } } }),
    "the namespace that is the default one, named and not": budget(
      { "metadata.namespace": undefined },
      workload({ "metadata.namespace": "default" }),
    ),
    "a StatefulSet": otherKind(kubernetes.statefulSet),
    "a Rollout that borrows its pods": borrowed(),
    "tier 2": given.service({ tier: 2 }),
  },
  fail: {
    "no budget": [without(), [missing()]],
    "a budget that selects another app": [
      selecting({ matchLabels: { "app.kubernetes.io/name": "cart" } }),
      [stray],
    ],
    "a budget that asks for a label more than the pods have": [
      selecting({ matchLabels: { "app.kubernetes.io/name": "checkout", canary: "yes" } }),
      [stray],
    ],
    "a budget without a selector, which selects nothing": [selecting(undefined), [stray]],
    "a budget in another namespace": [budget({ "metadata.namespace": "other" }), [stray]],
    "a budget in the namespace that is the default one": [
      budget({ "metadata.namespace": undefined }),
      [stray],
    ],
    "an expression that the pods do not meet": [
      selecting({ matchExpressions: [{ key: "team", operator: "DoesNotExist" }] }),
      [stray],
    ],
    "an expression that excludes the pods": [
      selecting({ matchExpressions: [{ key: "team", operator: "NotIn", values: ["orders"] }] }),
      [stray],
    ],
    "an operator that does not exist": [
      selecting({ matchExpressions: [{ key: "team", operator: "Is", values: ["orders"] }] }),
      [stray],
    ],
    "two budgets for the same pods": [
      given.service().add(second),
      [
        {
          message: "several",
          data: { workload: "checkout-workload", budgets: "checkout-disruption and checkout-second" },
          subject: "checkout-workload",
          on: "checkout-workload",
        },
      ],
    ],
    "all that must stay": [allowing({ minAvailable: 3 }), [wrong("blocks", 3)]],
    "more that must stay than there are": [allowing({ minAvailable: 5 }), [wrong("blocks", 3)]],
    "none that may go": [allowing({ maxUnavailable: 0 }), [wrong("blocks", 3)]],
    "no share that may go": [allowing({ maxUnavailable: "0%" }), [wrong("blocks", 3)]],
    "a share that is rounded up to all": [allowing({ minAvailable: "67%" }), [wrong("blocks", 3)]],
    "a single pod that must stay": [allowing({ minAvailable: 1 }, 1), [wrong("blocks", 1)]],
    "all that may go": [allowing({ maxUnavailable: 3 }), [wrong("keepsNone", 3)]],
    "a share of all that may go": [allowing({ maxUnavailable: "100%" }), [wrong("keepsNone", 3)]],
    "a share that is rounded up to all that may go": [
      allowing({ maxUnavailable: "51%" }, 2),
      [wrong("keepsNone", 2)],
    ],
    "a budget that says nothing": [allowing({}), [wrong("keepsNone", 3)]],
    "two that must stay of the two that an autoscaler leaves": [
      scaled(2).with(type, "checkout-disruption", {
        "spec.maxUnavailable": undefined,
        "spec.minAvailable": 2,
      }),
      [wrong("blocks", 2)],
    ],
    "a Rollout without a budget": [without(otherKind(kubernetes.rollout)), [missing("", "checkout-other")]],
  },
  notApplicable: {
    "a service without a workload": withoutWorkload,
    "a service that only runs on every node": without(otherKind(kubernetes.daemonSet)),
    "a single pod without a budget, which redundancy-declared judges": without(
      workload({ "spec.replicas": 1 }),
    ),
    "a single pod that may go": allowing({ maxUnavailable: 1 }, 1),
    "a single pod that an autoscaler leaves": scaled(undefined),
    "tier 3": without(given.service({ tier: 3 })),
  },
  unknown: {
    "what a Helm release runs beside its own workload": [
      besideRelease,
      "no-collector: what Helm release checkout-release runs",
    ],
    "what a Helm release runs": [released, "no-collector: what Helm release checkout-release runs"],
    "a selector that is not known": [
      given.service().unknown(type, "checkout-disruption", "spec.selector"),
      "planned: spec.selector",
    ],
    "how many may go": [
      given.service().unknown(type, "checkout-disruption", "spec.maxUnavailable"),
      "planned: spec.maxUnavailable",
    ],
    "the labels of the pods": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", "spec.template.metadata.labels"),
      "planned: spec.template.metadata.labels",
    ],
  },
});
