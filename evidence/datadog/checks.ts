import { z } from "zod";
import type { ObservedResource } from "../facts";
import { UnansweredError } from "../http/outcome";
import { stated } from "../read";
import { withoutAddresses } from "./belonging";

/** An address without what may be secret in it: query, anchor and password. Text with variables stays as it is. */
function plainAddress(text: string): string {
  const address = text.split(/[?#]/)[0] ?? "";
  return address.replace(/^(\w+:\/\/)[^/@]*@/, "$1");
}

const requestSchema = z.object({
  method: z.string().nullish(),
  url: z.string().transform(plainAddress).nullish(),
  host: z.string().nullish(),
  port: z.union([z.number(), z.string()]).nullish(),
});
/** What an assertion is about; its target is kept only where that is a status. */
const assertionSchema = z
  .object({ type: z.string(), operator: z.string().nullish(), target: z.unknown().optional() })
  .transform(({ type, operator, target }) => ({
    type,
    ...(operator ? { operator } : {}),
    ...(statusLike.includes(type) && (typeof target === "string" || typeof target === "number")
      ? { target: String(target) }
      : {}),
  }));
const statusLike = ["statusCode", "connection", "grpcHealthcheckStatus"];
const stepSchema = z.object({
  name: z.string().nullish(),
  subtype: z.string().nullish(),
  allowFailure: z.boolean().nullish(),
  isCritical: z.boolean().nullish(),
  request: requestSchema.nullish(),
  assertions: z.array(assertionSchema).nullish(),
});
const testSchema = z.object({
  public_id: z.string().min(1),
  name: z.string(),
  type: z.string(),
  subtype: z.string().nullish(),
  status: z.string().nullish(),
  message: z.string().transform(withoutAddresses).nullish(),
  tags: z.array(z.string()).nullish(),
  locations: z.array(z.string()).nullish(),
  monitor_id: z.int().nullish(),
  config: z
    .object({
      request: requestSchema.nullish(),
      assertions: z.array(assertionSchema).nullish(),
      steps: z.array(stepSchema).nullish(),
    })
    .nullish(),
  options: z
    .object({
      tick_every: z.number().nullish(),
      min_location_failed: z.number().nullish(),
      monitor_priority: z.number().nullish(),
      scheduling: z
        .object({
          timezone: z.string().nullish(),
          timeframes: z.array(z.object({ day: z.number(), from: z.string(), to: z.string() })).nullish(),
        })
        .nullish(),
      ci: z.object({ executionRule: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type Test = z.infer<typeof testSchema>;
export const testsPage = z.object({ tests: z.array(testSchema) });

/** Whether the list shows what a test asks and asserts, as it must for one of an API to be judged. */
function isWhole({ type, subtype, config }: Test): boolean {
  if (type !== "api") return true;
  return subtype === "multi" ? !!config?.steps : !!config?.assertions;
}

/** A synthetic test as the resource that would declare it. Throws UnansweredError for one of which too little is shown. */
export function testThing(test: Test): ObservedResource {
  if (!isWhole(test)) throw new UnansweredError("its list of tests does not show what they assert");
  const { config, options } = test;
  const scheduling = options?.scheduling;
  const props = stated({
    name: test.name,
    type: test.type,
    subtype: test.subtype,
    status: test.status,
    message: test.message,
    tags: test.tags,
    locations: test.locations,
    monitorId: test.monitor_id,
    requestDefinition: requestOf(config?.request),
    assertions: config?.assertions,
    apiSteps: config?.steps?.map(({ request, ...step }) =>
      stated({ ...step, requestDefinition: requestOf(request) }),
    ),
    optionsList:
      options &&
      stated({
        tickEvery: options.tick_every,
        minLocationFailed: options.min_location_failed,
        monitorPriority: options.monitor_priority,
        scheduling: scheduling && stated(scheduling),
        ci: options.ci && stated(options.ci),
      }),
  });
  const { public_id: id, name } = test;
  return { type: "datadog:index/syntheticsTest:SyntheticsTest", id, name: name || id, props };
}

function requestOf(request: z.infer<typeof requestSchema> | null | undefined) {
  if (!request) return undefined;
  const { port, ...rest } = request;
  return stated({ ...rest, port: port === null || port === undefined ? undefined : String(port) });
}
