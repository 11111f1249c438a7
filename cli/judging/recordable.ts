import { type BaselineEntry, catalogToken } from "../../catalog/graph";
import type { RawResource } from "../../policy-pack/engine/resource";
import type { Today } from "../../policy-pack/engine/today";
import { assess } from "./assess";
import type { OperatorConfig } from "./operator-config";
import type { Pack } from "./pack";

/**
 * The failures that the mode ratchet would tolerate if a baseline had them: the judgement itself is asked, by judging
 * with all failures on record. What is advisory for another reason, or is never tolerated, is not among them.
 */
export async function recordableFailures(
  resources: readonly RawResource[],
  context: { readonly pack: Pack; readonly operator: OperatorConfig; readonly today: Today },
): Promise<readonly BaselineEntry[]> {
  const all = entriesOf(await assess(asRatchet(resources, []), { ...context, scope: undefined }), () => true);
  const tolerating = await assess(asRatchet(resources, all), { ...context, scope: undefined });
  return entriesOf(tolerating, (steps) => steps.includes("ratchet"));
}

/** The same stack with the failures on record; the facts are the Catalog component's. */
function asRatchet(
  resources: readonly RawResource[],
  baseline: readonly BaselineEntry[],
): readonly RawResource[] {
  return resources.map((resource) => {
    if (resource.type !== catalogToken) return resource;
    const { facts } = resource.props;
    const own = typeof facts === "object" && facts !== null ? facts : {};
    return { ...resource, props: { ...resource.props, facts: { ...own, mode: "ratchet", baseline } } };
  });
}

/** Failures that a rule reported, each once; what could not be judged is no failure to record. */
function entriesOf(
  { judgement }: Awaited<ReturnType<typeof assess>>,
  test: (steps: readonly string[]) => boolean,
): readonly BaselineEntry[] {
  const entries = judgement.services.flatMap(({ service, findings }) =>
    findings.flatMap(({ rule, violations }) =>
      violations
        .filter(
          ({ message, chain }) =>
            Object.hasOwn(rule.messages, message) && test(chain.map(({ step }) => step)),
        )
        .map(({ message, subject }): BaselineEntry => {
          const { name, tier } = service.subject;
          return {
            service: name,
            rule: rule.id,
            message,
            ...(subject === undefined ? {} : { subject }),
            tier,
          };
        }),
    ),
  );
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
}

/** Tells entries apart, whatever the order of their fields. */
export function keyOf({ service, rule, message, subject, tier }: BaselineEntry): string {
  return JSON.stringify([service, rule, message, subject ?? null, tier]);
}
