import type { NewsKind } from "../../catalog/notifications";
import { cutTo } from "../diff";
import type { Scorecard } from "../schema";
import { degradedPieces } from "./degraded";
import { deadlinePieces, initiativePieces, type Steps, waiverPieces } from "./endings";
import type { Piece } from "./piece";

/** A scorecard and the one before it, where there is one. */
export interface Pair {
  readonly earlier: Scorecard | undefined;
  readonly later: Scorecard;
}

/** Who is told: everything, some tiers, or what one team owns. */
export interface Audience {
  /** central, leadership, or the team's name after `team `. */
  readonly name: string;
  readonly news: readonly NewsKind[];
  readonly tiers?: readonly number[] | undefined;
  readonly team?: string | undefined;
}

/** What there is to tell an audience of a stack. Without an earlier scorecard nothing can have become worse. */
export function newsFor(audience: Audience, { earlier, later }: Pair, steps: Steps): readonly Piece[] {
  const seen = seenBy(audience, later);
  const before = earlier === undefined ? undefined : cutTo(later, earlier);
  return [
    ...(before === undefined ? [] : degradedPieces(before, seen)),
    ...waiverPieces(seen, steps.waivers),
    ...deadlinePieces(seen, steps.deadlines),
    ...initiativePieces(seen, steps.initiatives),
  ].filter(({ kind }) => audience.news.includes(kind));
}

/** A scorecard with what concerns an audience only. */
export function seenBy({ tiers, team }: Audience, card: Scorecard): Scorecard {
  if (tiers === undefined && team === undefined) return card;
  const services = card.services.filter(
    ({ tier, owner }) =>
      (tiers === undefined || tiers.includes(tier)) && (team === undefined || owner === team),
  );
  const names = new Set(services.map(({ name }) => name));
  const initiatives = card.initiatives.map((one) => ({
    ...one,
    services: one.services.filter(({ name }) => names.has(name)),
  }));
  return { ...card, services, initiatives };
}
