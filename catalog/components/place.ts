import type { ServiceFacts } from "../graph";
import type { Alerting } from "./alerting";

/** Ids of what exists and is taken over. */
export type Adopt = NonNullable<ServiceFacts["adopt"]>;

/** What the parts of one service need to know of where they are declared. */
export interface Place {
  readonly facts: ServiceFacts;
  /** Name of the owning team, where the catalog knows it. */
  readonly team: string | undefined;
  readonly environment: string;
  readonly alerting: Alerting;
  /** Empty in a stack that does not own the accounts, or is not the one named: two stacks cannot manage one thing. */
  readonly adopt: Adopt;
}
