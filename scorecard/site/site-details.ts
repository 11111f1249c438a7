import type { Scorecard, ScoredFinding, ScoredService } from "../schema";
import type { PlaceOfRule } from "./data/detail";
import type { ChainLink, DetailRow, DetailTexts, FindingRow, SetHistory } from "./data/model";

/** Keeps each text once and names it by its place. */
interface Interned<T> {
  readonly all: T[];
  place(value: T, key: string): number;
}

function interned<T>(): Interned<T> {
  const all: T[] = [];
  const places = new Map<string, number>();
  const place = (value: T, key: string): number => {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, all.length);
    return all.push(value) - 1;
  };
  return { all, place };
}

/** Writes the details of services, whose findings' rules stand at these places: what they share, then a line each. */
export function encodeDetails(
  services: readonly { readonly service: ScoredService; readonly history: readonly SetHistory[] }[],
  placeOf: PlaceOfRule,
): string {
  const [texts, chains, looked] = [
    interned<string>(),
    interned<readonly ChainLink[]>(),
    interned<readonly string[]>(),
  ];
  const text = (value: string | undefined): number => (value === undefined ? -1 : texts.place(value, value));
  const chainPlace = (chain: ScoredFinding["violations"][number]["chain"]): number => {
    const links = chain.map(
      ({ step, enforcement, because }): ChainLink => [step, enforcement, text(because)],
    );
    return chains.place(links, JSON.stringify(links));
  };
  const findingRow = (finding: ScoredFinding, waivers: Interned<Waiver>): FindingRow => [
    placeOf(finding),
    looked.place(finding.lookedAt, finding.lookedAt.join("\n")),
    text(finding.reason),
    finding.violations.map((one) => [
      one.message,
      text(one.text),
      text(one.fix),
      text(one.subject),
      text(one.urn),
      one.enforcement,
      one.gate,
      one.due ?? "",
      chainPlace(one.chain),
    ]),
    finding.waived.map((one) => [
      one.message,
      text(one.text),
      text(one.subject),
      waivers.place(one.waiver, JSON.stringify(one.waiver)),
    ]),
  ];
  const lines = services.map(({ service, history }) => {
    const waivers = interned<Waiver>();
    const findings = service.findings.map((one) => findingRow(one, waivers));
    const { urn, aliases, observed, resources } = service;
    const row: DetailRow = {
      ...{ urn, aliases, observed, resources, findings, waivers: waivers.all, history },
      ...(service.promotion && { promotion: service.promotion }),
    };
    return JSON.stringify(row);
  });
  const shared: DetailTexts = { texts: texts.all, chains: chains.all, looked: looked.all };
  return [JSON.stringify(shared), ...lines].join("\n");
}

type Waiver = Scorecard["waivers"][number]["waiver"];
