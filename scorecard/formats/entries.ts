import { levelRank } from "../../tiers/levels";
import type { Scorecard, ScoredFinding, ScoredService } from "../schema";
import { stackNameOf } from "../stack-name";

/** What an entry means, most important first; waived stands before what counts nowhere, as a waiver ends one day. */
const weights = ["mandatory", "advisory", "waived", "off"] as const;

/** One thing that a scorecard says of a service: a violation, or a failure that a waiver accepts. */
export interface Entry {
  /** Project and stack, as project/stack. */
  readonly stack: string;
  readonly service: ScoredService;
  readonly finding: ScoredFinding;
  readonly weight: (typeof weights)[number];
  readonly message: string;
  readonly text: string;
  readonly fix?: string | undefined;
  readonly subject?: string | undefined;
  readonly waiver?: ScoredFinding["waived"][number]["waiver"];
  /** How many entries of the same service, rule, message and subject stand before it in the scorecard. */
  readonly repeated: number;
}

/** All entries of scorecards, most important first: what blocks, the weightier tier, the lower level. */
export function entriesOf(cards: readonly Scorecard[]): readonly Entry[] {
  const seen = new Map<string, number>();
  const entries = cards.flatMap((card) =>
    card.services.flatMap((service) =>
      service.findings.flatMap((finding) =>
        [...violationsOf(finding), ...waivedOf(finding)].map((said): Entry => {
          const entry = { ...said, stack: stackNameOf(card), service, finding };
          const key = identityOf(entry);
          const repeated = seen.get(key) ?? 0;
          seen.set(key, repeated + 1);
          return { ...entry, repeated };
        }),
      ),
    ),
  );
  return entries.sort(byImportance);
}

/** What an entry is about, without its texts, as those have figures and days that move. */
export function identityOf(
  entry: Pick<Entry, "stack" | "service" | "finding" | "message" | "subject">,
): string {
  const { stack, service, finding, message, subject } = entry;
  return JSON.stringify([stack, service.name, finding.rule, message, subject ?? null]);
}

type Said = Pick<Entry, "weight" | "message" | "text" | "fix" | "subject" | "waiver">;

function violationsOf({ violations }: ScoredFinding): readonly Said[] {
  return violations.map(({ enforcement, message, text, fix, subject }) => ({
    weight: enforcement,
    message,
    text,
    fix,
    subject,
  }));
}

function waivedOf({ waived }: ScoredFinding): readonly Said[] {
  return waived.map(({ message, text, subject, waiver }) => ({
    weight: "waived",
    message,
    text,
    subject,
    waiver,
  }));
}

function byImportance(a: Entry, b: Entry): number {
  return (
    weights.indexOf(a.weight) - weights.indexOf(b.weight) ||
    a.service.tier - b.service.tier ||
    levelRank(a.finding.level) - levelRank(b.finding.level)
  );
}
