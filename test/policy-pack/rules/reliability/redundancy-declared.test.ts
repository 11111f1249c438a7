import { aws, azure, kubernetes } from "../../../../policy-pack/engine/tokens";
import { redundancyDeclared } from "../../../../policy-pack/rules/reliability/redundancy-declared";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { borrowed, otherKind, pod, released, withoutWorkload, workload } from "../../workloads";

const claim = (replicas: number, zones: number) => ({ redundancy: { replicas, zones } });
const spread = `${pod}.topologySpreadConstraints`;
const zone = "topology.kubernetes.io/zone";
const own = { labelSelector: { matchLabels: { "app.kubernetes.io/name": "checkout" } } };
/** Pods that are spread by other means than the perfect ones are. */
const spreadBy = (patch: Record<string, unknown>): Given => workload({ [spread]: undefined, ...patch });
const affinity = (kind: "required" | "preferred", term: Record<string, unknown>) => ({
  [`${pod}.affinity`]: {
    podAntiAffinity: {
      [`${kind}DuringSchedulingIgnoredDuringExecution`]: [
        kind === "required" ? term : { weight: 100, podAffinityTerm: term },
      ],
    },
  },
});
const scaler = (spec: Record<string, unknown>, type: string = kubernetes.horizontalPodAutoscaler) => ({
  type,
  name: "checkout-scaler",
  props: {
    metadata: { namespace: "shop" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "checkout" }, maxReplicas: 9, ...spec },
  },
});

const site = (name = "checkout-workload") => ({ subject: name, on: name });
const few = (actual: number, wanted = 3, statedBy = "its replicas", name = "checkout-workload") => ({
  message: "replicas",
  data: { workload: name, wanted, statedBy, actual },
  ...site(name),
});
const together = (why: string, wanted = 2) => ({
  message: "zones",
  data: { workload: "checkout-workload", wanted, why },
  ...site(),
});
const overstated = (what: string, claimed: number, actual: number) => ({
  message: "overstated",
  data: { what, workload: "checkout-workload", claimed, actual },
  ...site(),
});
const fewClaimed = (what: string, wanted: number, actual: number) => ({
  message: "fewClaimed",
  data: { what, wanted, actual },
  subject: what,
});

testRule(redundancyDeclared, {
  pass: {
    "three pods over zones": given.service(),
    "a stack that shows enough though the catalog says nothing": given
      .service()
      .facts({ redundancy: undefined }),
    "a catalog that claims less than there is": given.service().facts(claim(1, 1)),
    "an autoscaler that keeps three of one": workload({ "spec.replicas": 1 }).add(scaler({ minReplicas: 3 })),
    "an autoscaler of another namespace": given.service().add({
      ...scaler({ minReplicas: 1 }),
      props: { ...scaler({}).props, metadata: { namespace: "other" } },
    }),
    "an autoscaler of another workload": given
      .service()
      .add(scaler({ scaleTargetRef: { kind: "StatefulSet", name: "checkout" } })),
    "pods that must not share a zone": spreadBy(affinity("required", { topologyKey: zone, ...own })),
    "a constraint that is strict by default": workload({ [`${spread}[0].whenUnsatisfiable`]: undefined }),
    "a skew that still fills two zones": workload({ [`${spread}[0].maxSkew`]: 2 }).facts(claim(3, 2)),
    "a zone by its former name": workload({
      [`${spread}[0].topologyKey`]: "failure-domain.beta.kubernetes.io/zone",
    }),
    "a StatefulSet": otherKind(kubernetes.statefulSet),
    "a Rollout whose pods stand in a Deployment of none": borrowed(),
    "two of tier 2": workload({ "spec.replicas": 2 }).tier(2).facts(claim(2, 2)),
    "one of tier 3": workload({ "spec.replicas": undefined, [spread]: undefined })
      .tier(3)
      .facts(claim(1, 1)),
    "a claim for a service that runs elsewhere": withoutWorkload,
    "a claim for what a Helm release runs": released,
    "a claim for what runs on every node": otherKind(kubernetes.daemonSet),
  },
  fail: {
    "no word at all": [withoutWorkload.facts({ redundancy: undefined }), [{ message: "missing" }]],
    "no word of a web app, which is no function": [
      withoutWorkload
        .facts({ redundancy: undefined })
        .add({ type: azure.webApp, name: "checkout-app", props: { kind: "app,linux" } }),
      [{ message: "missing" }],
    ],
    "a claim that is too low in both": [
      withoutWorkload.facts(claim(2, 1)),
      [fewClaimed("replicas", 3, 2), fewClaimed("zones", 2, 1)],
    ],
    "a claim that is too low for tier 2": [
      withoutWorkload.tier(2).facts(claim(2, 1)),
      [fewClaimed("zones", 2, 1)],
    ],
    "one replica too few": [workload({ "spec.replicas": 2 }).facts(claim(3, 2)), [few(2)]],
    "one replica too few, whatever zones the catalog claims": [
      workload({ "spec.replicas": 2 }).facts(claim(3, 4)),
      [few(2)],
    ],
    "replicas that are not stated, which are one": [
      workload({ "spec.replicas": undefined }).facts(claim(1, 1)),
      [few(1)],
    ],
    "an autoscaler that goes below the replicas": [
      given.service().add(scaler({ minReplicas: 2 })),
      [few(2, 3, "minReplicas of autoscaler checkout-scaler")],
    ],
    "an autoscaler that states no least number, which is one": [
      given.service().add(scaler({})),
      [few(1, 3, "minReplicas of autoscaler checkout-scaler")],
    ],
    "the lower of two autoscalers": [
      given
        .service()
        .add(scaler({ minReplicas: 4 }))
        .add({ ...scaler({ minReplicas: 2 }), name: "checkout-second-scaler" }),
      [few(2, 3, "minReplicas of autoscaler checkout-second-scaler")],
    ],
    "an autoscaler that belongs to nobody": [
      given.service().add({ ...scaler({ minReplicas: 2 }), belongs: false }),
      [few(2, 3, "minReplicas of autoscaler checkout-scaler")],
    ],
    "an autoscaler of the older version": [
      given.service().add(scaler({ minReplicas: 2 }, kubernetes.horizontalPodAutoscalerV1)),
      [few(2, 3, "minReplicas of autoscaler checkout-scaler")],
    ],
    "an autoscaler whose target is told by dependency alone": [
      given
        .service()
        .add({ ...scaler({ minReplicas: 2 }), dependsOn: { spec: ["checkout-workload"] } })
        .unknown(kubernetes.horizontalPodAutoscaler, "checkout-scaler", "spec.scaleTargetRef.name"),
      [few(2, 3, "minReplicas of autoscaler checkout-scaler")],
    ],
    "pods that nothing spreads": [spreadBy({}).facts(claim(3, 1)), [together("nothing spreads them")]],
    "a constraint on hosts": [
      workload({ [`${spread}[0].topologyKey`]: "kubernetes.io/hostname" }),
      [together("nothing spreads them")],
    ],
    "a constraint that is only a wish": [
      workload({ [`${spread}[0].whenUnsatisfiable`]: "ScheduleAnyway" }),
      [together("its constraint is only a wish")],
    ],
    "a preference": [
      spreadBy(affinity("preferred", { topologyKey: zone, ...own })),
      [together("its constraint is only a wish")],
    ],
    "a constraint on other pods": [
      workload({ [`${spread}[0].labelSelector`]: { matchLabels: { app: "cart" } } }),
      [together("its constraint selects other pods")],
    ],
    "a constraint on no pods": [
      workload({ [`${spread}[0].labelSelector`]: undefined }),
      [together("its constraint selects other pods")],
    ],
    "a dislike of other pods": [
      spreadBy(affinity("required", { topologyKey: zone, labelSelector: { matchLabels: { app: "cart" } } })),
      [together("its constraint selects other pods")],
    ],
    "a skew that lets all share a zone": [
      workload({ [`${spread}[0].maxSkew`]: 3 }),
      [together("its constraint lets them share zones")],
    ],
    "too few pods that nothing spreads": [
      spreadBy({ "spec.replicas": 1 }),
      [few(1), together("nothing spreads them")],
    ],
    "a claim of more replicas than there are": [
      given.service().facts(claim(4, 3)),
      [overstated("replicas", 4, 3)],
    ],
    "a claim of more zones than there are pods": [
      given.service().facts(claim(3, 4)),
      [overstated("zones", 4, 3)],
    ],
    "a claim of zones that the skew does not fill": [
      workload({ [`${spread}[0].maxSkew`]: 2 }),
      [overstated("zones", 3, 2)],
    ],
    "a claim of tier 3 that the stack does not bear": [
      workload({ "spec.replicas": 1, [spread]: undefined }).tier(3),
      [overstated("replicas", 3, 1), overstated("zones", 3, 1)],
    ],
    "a Rollout of too few": [
      borrowed({ "spec.replicas": 2 }),
      [few(2, 3, "its replicas", "checkout-rollout")],
    ],
    "a StatefulSet that states nothing": [
      otherKind(kubernetes.statefulSet, { "spec.replicas": undefined }),
      [few(1, 3, "its replicas", "checkout-other")],
    ],
    "the weaker of two workloads": [
      given.service().add({
        type: kubernetes.deployment,
        name: "checkout-worker",
        props: {
          metadata: { name: "worker" },
          spec: {
            template: {
              metadata: { labels: { app: "worker" } },
              spec: {
                topologySpreadConstraints: [
                  { maxSkew: 1, topologyKey: zone, labelSelector: { matchLabels: { app: "worker" } } },
                ],
              },
            },
          },
        },
      }),
      [few(1, 3, "its replicas", "checkout-worker")],
    ],
  },
  notApplicable: {
    "a function": withoutWorkload
      .facts({ redundancy: undefined })
      .add({ type: aws.lambdaFunction, name: "checkout-function", props: {} }),
    "a function app of an older version of Azure": withoutWorkload.facts({ redundancy: undefined }).add({
      type: "azure-native:web/v20220301:WebApp",
      name: "checkout-app",
      props: { kind: "functionapp" },
    }),
    "a function app of Azure": withoutWorkload
      .facts({ redundancy: undefined })
      .add({ type: azure.webApp, name: "checkout-app", props: { kind: "functionapp,linux" } }),
    "a service that is only known by its resources": withoutWorkload.withoutComponent(),
  },
  unknown: {
    "replicas that are not known": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", "spec.replicas"),
      "planned: spec.replicas",
    ],
    "what an autoscaler of the service scales": [
      given
        .service()
        .add(scaler({ minReplicas: 1 }))
        .unknown(kubernetes.horizontalPodAutoscaler, "checkout-scaler", "spec.scaleTargetRef.name"),
      "planned: what autoscaler checkout-scaler scales",
    ],
    "a spread that is not known": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", spread),
      "planned: spec.template.spec.topologySpreadConstraints",
    ],
  },
});
