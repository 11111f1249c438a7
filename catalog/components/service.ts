import * as pulumi from "@pulumi/pulumi";
import type { ObservedFact } from "../../evidence/facts";
import { type ServiceFacts, serviceToken } from "../graph";
import { schemaVersion } from "../schema";
import { alertingOf } from "./alerting";
import type { DeclaredChild } from "./children";
import { declareDashboard } from "./dashboard";
import { declareHealthCheck } from "./health-check";
import { declareObjectives } from "./objectives";
import { declareOnCall, type OnCallPlan } from "./on-call";
import type { Adopt, Place } from "./place";
import { declareSignals } from "./signals";

/** What a Service component is made from; everything is looked up before. */
export interface ServiceComponentArgs {
  readonly facts: ServiceFacts;
  readonly observed: readonly ObservedFact[];
  readonly environment: string;
  /** Name of the owning team, where the catalog knows it. */
  readonly team: string | undefined;
  /** Absent where nobody is to be, or can be, paged by what this stack declares. */
  readonly onCall: OnCallPlan | undefined;
  readonly githubOwner: string | undefined;
  readonly adopt: Adopt;
  /** What the Catalog declares for this service among others. */
  readonly shared: readonly DeclaredChild[];
}

/** One service: its catalog facts, and below it what its tier asks. */
export class ServiceComponent extends pulumi.ComponentResource {
  constructor(args: ServiceComponentArgs, options: pulumi.ComponentResourceOptions = {}) {
    const { facts, observed, shared } = args;
    // The facts are inputs as well: only a changed input shows as a difference.
    // Children begin with the service's name, so that Pulumi finds them by their parent's earlier ones.
    const aliases = facts.aliases.map((name) => ({ name }));
    super(serviceToken, facts.name, { schemaVersion, facts }, { ...options, aliases });
    const declares = facts.lifecycle === "retired" ? [] : [...shared, ...declareParts(this, args)];
    this.registerOutputs({ schemaVersion, facts, observed, declares });
  }
}

function declareParts(parent: pulumi.Resource, args: ServiceComponentArgs): readonly DeclaredChild[] {
  const { facts, team, environment, onCall, githubOwner, adopt } = args;
  const paging = onCall && declareOnCall(parent, { facts, team, environment, adopt }, onCall);
  const alerting = alertingOf(facts, paging?.serviceName, githubOwner);
  const place: Place = { facts, team, environment, alerting, adopt };
  const { objectives, children } = declareObjectives(parent, place);
  return [
    ...(paging?.children ?? []),
    ...children,
    ...declareSignals(parent, place),
    ...declareHealthCheck(parent, place),
    ...declareDashboard(parent, place, objectives),
  ];
}
