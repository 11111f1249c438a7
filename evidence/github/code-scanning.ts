import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ApiClient } from "../http/client";
import { earliest, type Read, untold } from "../read";
import { pathOf, tellHome } from "./home";
import type { Lists } from "./organisation-lists";
import { unanswered } from "./outcome";
import type { Profile } from "./repository";

const analysesSchema = z.array(
  z.object({
    created_at: z.string(),
    error: z.string().nullish(),
    tool: z.object({ name: z.string().min(1) }),
  }),
);
const scanRight = "Code scanning alerts: read";

/** Asks what code scanning says of the default branch. Two requests, or one where the organisation's list tells the rest. */
export async function tellCodeScanning(
  client: ApiClient,
  sheet: AnswerSheet,
  lists: Lists,
  { home, branch, languages }: Profile,
): Promise<void> {
  const tell = (told: Told<"code-scanning">, at?: string) => tellHome(sheet, home, "code-scanning", told, at);
  if (branch === undefined) return tell({ state: "absent" });
  const of = (what: string, query: Readonly<Record<string, string | number>>) => ({
    path: `${pathOf(home)}/code-scanning/${what}`,
    query: { ref: `refs/heads/${branch}`, per_page: 100, ...query },
    permission: scanRight,
  });
  const criticalOf = async (): Promise<Read<number> | undefined> => {
    const query = { state: "open", severity: "critical" };
    const schema = z.array(z.object({ number: z.number() }));
    const open = await client.get({ ...of("alerts", query), schema });
    return open && { value: open.value.length, at: open.at };
  };
  try {
    const analyses = await client.get({ ...of("analyses", {}), schema: analysesSchema });
    if (analyses === undefined) return tell(unscanned(languages));
    const critical = (await lists.criticalFindings(home)) ?? (await criticalOf());
    if (critical === undefined) return tell(unanswered("it did not tell the findings of code scanning"));
    const scans = analyses.value.map(({ tool, created_at, error }) => ({
      tool: tool.name,
      createdAt: created_at,
      failed: (error ?? "") !== "",
    }));
    const about = languages === undefined ? {} : { languages: [...languages] };
    tell(
      { state: "value", value: { state: "enabled", analyses: scans, critical: critical.value, ...about } },
      earliest(analyses.at, critical.at),
    );
  } catch (error) {
    tell(untold(error));
  }
}

/** Whoever may read alerts is told 404 where nothing was analysed; others are told 403, as the repository itself was seen. */
function unscanned(languages: readonly string[] | undefined): Told<"code-scanning"> {
  if (languages === undefined) return { state: "absent" };
  return {
    state: "value",
    value: { state: "disabled", analyses: [], critical: 0, languages: [...languages] },
  };
}
