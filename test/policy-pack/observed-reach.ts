import type { FactValue } from "../../evidence/facts";
import type { Given } from "./given";

export type Reach = FactValue<"contact-methods">["people"][number];

/** Somebody who is reached in two ways and at once, but for what is changed. */
export function reach(person: string, more: Partial<Reach> = {}): Reach {
  return {
    person,
    methods: [
      { id: `${person}-push`, kind: "push" },
      { id: `${person}-sms`, kind: "sms" },
    ],
    urgentRules: [{ method: `${person}-push`, delayMinutes: 0 }],
    ...more,
  };
}

/** What the vendor tells of these people. */
export function told(input: Given, ...people: readonly Reach[]): Given {
  return input.observed("contact-methods", "checkout", { value: { people: [...people] } });
}
