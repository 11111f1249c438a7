import { z } from "zod";
import type { FactValue, ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest, type Read } from "../read";
import type { WantedService } from "../wanted";
import type { Monitor } from "./monitors";

const handleSchema = z.object({ service_name: z.string().min(1) });

/**
 * Datadog's handles of PagerDuty services. There is no list of them that does not show their keys as well, so that they are
 * asked for by name: those that the service's monitors notify, and those that PagerDuty services of its names would have.
 */
export async function handlesOf(
  service: WantedService,
  monitors: Read<readonly Monitor[]>,
  client: ApiClient,
): Promise<Read<FactValue<"pager-handles">>> {
  const used = monitors.value.flatMap(({ message, options }) =>
    handlesIn(`${message ?? ""} ${options?.escalation_message ?? ""}`),
  );
  const names = [...new Set([...service.paging.services, ...used])];
  const found = await Promise.all(names.map((name) => handleThing(name, client)));
  const known = found.flatMap((one) => one ?? []);
  return {
    value: { resources: known.map(({ value }) => value) },
    at: earliest(monitors.at, ...known.map(({ at }) => at)),
  };
}

function handlesIn(message: string): readonly string[] {
  return [...message.matchAll(/@pagerduty-([\w.-]*\w)/g)].flatMap(([, name]) => name ?? []);
}

async function handleThing(name: string, client: ApiClient): Promise<Read<ObservedResource> | undefined> {
  const found = await client.get({
    path: `/api/v1/integration/pagerduty/configuration/services/${encodeURIComponent(name)}`,
    schema: handleSchema,
    permission: "integrations_read",
  });
  if (found === undefined) return undefined;
  const { service_name: serviceName } = found.value;
  const type = "datadog:pagerduty/serviceObject:ServiceObject";
  return { value: { type, id: serviceName, name: serviceName, props: { serviceName } }, at: found.at };
}
