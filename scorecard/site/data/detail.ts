import type { Scorecard, ScoredFinding } from "../../schema";
import type { DetailRow, DetailTexts, FindingRow } from "./model";

type Violations = ScoredFinding["violations"];
type Waived = ScoredFinding["waived"];

/** What a finding says besides its outcome. */
export interface FindingDetail {
  readonly violations: Violations;
  readonly waived: Waived;
  readonly lookedAt: readonly string[];
  readonly reason?: string;
}

/** A service's details, its findings by the place of their rule. */
export interface ServiceDetail extends Omit<DetailRow, "findings" | "waivers"> {
  readonly findings: ReadonlyMap<number, FindingDetail>;
}

/** The details' parts: what they share, and a line a service in the order of the index. */
export interface Details {
  readonly shared: DetailTexts;
  readonly lines: readonly string[];
}

/** Takes the text of all details apart; what a line says is read when it is asked for. */
export function splitDetails(text: string): Details {
  const [first = "", ...lines] = text.split("\n");
  return { shared: JSON.parse(first) as DetailTexts, lines }; // written by encodeDetails of the same version
}

/** The details of one service. */
export function detailOf({ shared, lines }: Details, service: number): ServiceDetail {
  const row = JSON.parse(lines[service] ?? "") as DetailRow; // as above
  const { findings, waivers, ...rest } = row;
  return { ...rest, findings: new Map(findings.map((one) => [one[0], findingDetail(one, shared, waivers)])) };
}

function findingDetail(
  [, looked, reason, violations, waived]: FindingRow,
  { texts, chains, looked: allLooked }: DetailTexts,
  waivers: readonly Scorecard["waivers"][number]["waiver"][],
): FindingDetail {
  const text = (place: number): string => texts[place] ?? "";
  const optional = <K extends string>(key: K, place: number) =>
    (place < 0 ? {} : { [key]: text(place) }) as { [key in K]?: string }; // a computed key has lost its name
  return {
    lookedAt: allLooked[looked] ?? [],
    ...optional("reason", reason),
    violations: violations.map(
      ([message, own, fix, subject, urn, enforcement, gate, due, chain]): Violations[number] => ({
        message,
        text: text(own),
        ...optional("fix", fix),
        ...optional("subject", subject),
        urn: text(urn),
        enforcement,
        gate,
        ...(due === "" ? {} : { due }),
        chain: (chains[chain] ?? []).map(([step, strict, because]) => ({
          step,
          enforcement: strict,
          because: text(because),
        })),
      }),
    ),
    waived: waived.flatMap(([message, own, subject, place]): Waived => {
      const waiver = waivers[place];
      if (waiver === undefined) return [];
      return [{ message, text: text(own), ...optional("subject", subject), waiver }];
    }),
  };
}

type Judged = Pick<ScoredFinding, "set" | "rule" | "area" | "level">;

/** Finds the place of a finding's rule in an index, or -1; looked up by name only, as there are very many findings. */
export type PlaceOfRule = (finding: Judged) => number;

export function placesOfRules(rules: readonly Judged[]): PlaceOfRule {
  const byName = new Map<string, { readonly about: Judged; readonly place: number }[]>();
  rules.forEach((about, place) => {
    const own = byName.get(about.rule) ?? [];
    byName.set(about.rule, own);
    own.push({ about, place });
  });
  return (finding) => byName.get(finding.rule)?.find(({ about }) => isSameRule(about, finding))?.place ?? -1;
}

/** Whether two findings are of one rule, as it was judged. */
export function isSameRule(one: Judged, other: Judged): boolean {
  return (
    one.rule === other.rule && one.set === other.set && one.level === other.level && one.area === other.area
  );
}
