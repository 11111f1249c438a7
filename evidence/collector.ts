import type { FactKind, FactValue, Vendor } from "./facts";
import type { WantedService } from "./wanted";

/** One thing that a service's rules may want to know of a vendor. */
export interface Question {
  /** Name of the service whose fact it becomes. */
  readonly service: string;
  readonly kind: FactKind;
  readonly subject: string;
}

/** What came of asking. */
export type Told<K extends FactKind = FactKind> =
  | { readonly state: "value"; readonly value: FactValue<K> }
  | { readonly state: "absent" }
  | { readonly state: "not-visible"; readonly permission: string }
  | { readonly state: "unanswered"; readonly reason: string };

/** Why there is no answer, in the shape that a sheet takes for any kind. */
export type Untold = Extract<Told, { readonly state: "not-visible" | "unanswered" }>;

/** Takes answers as they come in, so that those before a failure count. */
export interface AnswerSheet {
  /** `at` is when the vendor told, by default now; an earlier instant for what a cache kept. */
  tell<K extends FactKind>(question: Question & { readonly kind: K }, told: Told<K>, at?: string): void;
  /** Says why a question stays open that rests on another, where nothing was told yet. */
  leaveOpen(question: Question, why: Untold): void;
}

/** Reads one vendor. A vendor more is one more of these. */
export interface Collector {
  readonly vendor: Vendor;
  /** Everything that it will answer for these services; what it leaves open is unanswered. */
  questions(services: readonly WantedService[]): readonly Question[];
  /**
   * Asks, and tells each answer as soon as it is there. Throws only where nothing more can be asked at all, such as for a
   * refused token; the error's message then is why the rest is unanswered.
   */
  collect(services: readonly WantedService[], sheet: AnswerSheet): Promise<void>;
}
