import { kubernetes } from "../../../policy-pack/engine/tokens";
import type { PerfectPart } from "./part";

/** What the kubernetes rules need of a perfect service, besides what all services have. */
export function kubernetesPart(name: string): PerfectPart {
  const labels = { "app.kubernetes.io/name": name, team: "orders" };
  const matchLabels = { "app.kubernetes.io/name": name };
  return {
    resources: [
      {
        type: kubernetes.deployment,
        name: `${name}-workload`,
        parent: name,
        props: {
          metadata: { name, namespace: "shop", labels },
          spec: {
            replicas: 3,
            selector: { matchLabels },
            template: { metadata: { labels }, spec: podOf(name, matchLabels) },
          },
        },
      },
      {
        type: kubernetes.podDisruptionBudget,
        name: `${name}-disruption`,
        parent: name,
        props: {
          metadata: { name, namespace: "shop", labels },
          spec: { maxUnavailable: 1, selector: { matchLabels } },
        },
      },
    ],
  };
}

function podOf(name: string, matchLabels: Record<string, string>): Record<string, unknown> {
  return {
    securityContext: { runAsNonRoot: true },
    terminationGracePeriodSeconds: 45,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels },
      },
    ],
    containers: [
      {
        name: "app",
        image: `registry.astronomy-shop.example:5000/${name}:1.4.2`,
        ports: [{ name: "http", containerPort: 8080 }],
        readinessProbe: { httpGet: { path: "/ready", port: "http" } },
        livenessProbe: { httpGet: { path: "/live", port: "http" } },
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      },
    ],
  };
}
