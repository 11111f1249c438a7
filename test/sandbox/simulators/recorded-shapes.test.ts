import assert from "node:assert/strict";
import { z } from "zod";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { answersTo, isRecorded } from "../../evidence/datadog/recorded";
import { temporaryFolder } from "../temporary";

/** What answers have, as paths without positions, each with a type. */
type Parts = ReadonlyMap<string, string>;

/** Types of null are left out: they say nothing of what may be there instead. */
function partsOf(value: unknown, at = ""): readonly (readonly [string, string])[] {
  if (value === null) return [];
  if (Array.isArray(value)) return [[at, "list"], ...value.flatMap((one) => partsOf(one, `${at}[]`))];
  if (typeof value !== "object") return [[at, typeof value]];
  return Object.entries(value).flatMap(([key, inner]) => partsOf(inner, `${at}.${key}`));
}

function recorded(path: RegExp): { readonly names: ReadonlySet<string>; readonly types: Parts } {
  const answers = answersTo(path);
  const parts = answers.flatMap((answer) => partsOf(answer));
  return { names: new Set(answers.flatMap((answer) => namesOf(answer))), types: new Map(parts) };
}

function namesOf(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => namesOf(one, `${at}[]`));
  if (typeof value !== "object" || value === null) return [at];
  return Object.entries(value).flatMap(([key, inner]) => [`${at}.${key}`, ...namesOf(inner, `${at}.${key}`)]);
}

/** Lists of the second version, of which there is no description here, by what they are recorded under. */
const asked: Readonly<Record<string, RegExp>> = {
  "/api/v2/team": /^\/api\/v2\/team$/,
  "/api/v2/team/0/memberships": /^\/api\/v2\/team\/[^/]+\/memberships$/,
  "/api/v2/catalog/entity": /^\/api\/v2\/catalog\/entity$/,
  "/api/v2/services/definitions": /^\/api\/v2\/services\/definitions$/,
  "/api/v1/slo/search": /^\/api\/v1\/slo\/search$/,
  "/api/v1/slo": /^\/api\/v1\/slo$/,
};
/** Parts of answers that no recorded one happens to have. */
const unrecorded =
  /sli_specification|\.links|raw_error_budget|meta\.totalCount|env_tags|service_tags|team_tags|all_tags|\.role/;

(isRecorded ? describe : describe.skip)("the simulator of datadog, as datadog recorded itself", function () {
  this.timeout(60_000);
  let open: Simulators;
  before(async () => {
    open = await startSimulators({ worldDir: temporaryFolder(), now: () => new Date() });
  });
  after(() => open.close());
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${open.datadog}${path}`, {
      headers: { "dd-api-key": "a", "dd-application-key": "b" },
    });
    return JSON.parse(await response.text());
  };

  for (const [path, pattern] of Object.entries(asked)) {
    it(`answers ${path}`, async () => {
      const teams = z
        .object({ data: z.array(z.object({ id: z.string() })) })
        .parse(await get("/api/v2/team"));
      const answer = await get(path.replace("/0/", `/${teams.data[0]?.id}/`));
      const { names, types } = recorded(pattern);
      assert.ok(names.size > 0, "nothing is recorded");
      const parts = partsOf(answer);
      assert.ok(parts.length > 5, JSON.stringify(answer));
      const wrong = parts.filter(
        ([part, type]) =>
          !unrecorded.test(part) &&
          (!names.has(part.replace(/\[\]$/, "")) || (types.get(part) ?? type) !== type),
      );
      assert.deepEqual([...new Set(wrong.map((one) => one.join(": ")))], []);
    });
  }
});
