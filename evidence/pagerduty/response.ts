import { z } from "zod";
import type { FactValue, ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { earliest, mustGet, once, type Read, stated } from "../read";
import { listAll, more } from "./listing";
import { tokens } from "./things";

const id = z.string().min(1);
/** The address that an extension posts to is a credential; only its host is kept. */
const extensionSchema = z
  .object({
    id,
    name: z.string().nullish(),
    extension_objects: z.array(z.object({ id })),
    extension_schema: z.object({ id }),
    endpoint_url: z.string().nullish(),
    host: z.string().optional(),
    temporarily_disabled: z.boolean().nullish(),
  })
  .transform(({ endpoint_url: url, host, ...rest }) => ({
    ...rest,
    host: typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : host,
  }));
type Extension = z.infer<typeof extensionSchema>;
/** A page of extensions. */
export const extensionsPage = z.object({ ...more, extensions: z.array(extensionSchema) });
const extensionKind = z.object({ id, key: z.string().nullish(), label: z.string().nullish() });
const schemasPage = z.object({ ...more, extension_schemas: z.array(extensionKind) });
const triggerSchema = z.object({
  id,
  is_disabled: z.boolean().nullish(),
  is_subscribed_to_all_services: z.boolean().nullish(),
  services: z.array(z.object({ id })).nullish(),
});
type Trigger = z.infer<typeof triggerSchema>;
const triggersPage = z.object({ triggers: z.array(triggerSchema), next_cursor: z.string().nullish() });

const chats = /slack|teams|google.?(hangouts.)?chat|webex|mattermost|zoom/i;
/** Pages of 100 triggers that are read at most. */
const mostPages = 100;

/** What calls responders together, for all services of an account. */
export interface Response {
  of(services: readonly string[]): Promise<Read<FactValue<"incident-response">>>;
}

/** Reads extensions, their kinds and the triggers of workflows, each list once. */
export function openResponse(client: ApiClient): Response {
  const extensions = once(() =>
    listAll(client, {
      path: "/extensions",
      schema: extensionsPage,
      items: (page) => page.extensions,
      permission: "extensions.read",
    }),
  );
  const schemas = once(() =>
    listAll(client, {
      path: "/extension_schemas",
      schema: schemasPage,
      items: (page) => page.extension_schemas,
      permission: "extension_schemas.read",
    }),
  );
  const triggers = once(() => allTriggers(client));
  return {
    of: async (services) => {
      const reads = await Promise.all([extensions(), schemas(), triggers()]);
      const at = earliest(reads[0].at, reads[1].at, reads[2].at);
      return { value: responseOf(services, reads[0].value, reads[1].value, reads[2].value), at };
    },
  };
}

/**
 * What is in force for some services. Slack's own connections have no call in this API: without anything else, nothing is
 * known. Throws UnansweredError then.
 */
function responseOf(
  services: readonly string[],
  extensions: readonly Extension[],
  schemas: readonly z.infer<typeof extensionKind>[],
  triggers: readonly Trigger[],
): FactValue<"incident-response"> {
  const isMine = (list: readonly { readonly id: string }[]): boolean =>
    list.some((one) => services.includes(one.id));
  const chatSchemas = schemas
    .filter(({ key, label }) => chats.test(`${key ?? ""} ${label ?? ""}`))
    .map((one) => one.id);
  const toChats = extensions
    .filter((one) => one.temporarily_disabled !== true && isMine(one.extension_objects))
    .filter((one) => chatSchemas.includes(one.extension_schema.id) || chatHost(one) !== undefined);
  const starting = triggers.filter(
    (one) =>
      one.is_disabled !== true && (one.is_subscribed_to_all_services === true || isMine(one.services ?? [])),
  );
  const resources = [...toChats.map(extensionThing), ...starting.map(triggerThing)];
  if (resources.length === 0)
    throw new UnansweredError("connections of Slack are not shown by its REST API, and it has nothing else");
  return { resources, chatSchemas };
}

function chatHost({ host }: Extension): string | undefined {
  return host !== undefined && /(^|\.)(slack\.com|webhook\.office\.com|discord\.com)$/.test(host)
    ? host
    : undefined;
}

function extensionThing(extension: Extension): ObservedResource {
  const { name, host } = extension;
  const props = stated({
    name,
    extensionObjects: extension.extension_objects.map((one) => one.id),
    extensionSchema: extension.extension_schema.id,
    endpointUrl: host === undefined ? undefined : `https://${host}/`,
  });
  return { type: tokens.extension, id: extension.id, name: name || extension.id, props };
}

function triggerThing(trigger: Trigger): ObservedResource {
  const props = {
    services: (trigger.services ?? []).map((one) => one.id),
    subscribedToAllServices: trigger.is_subscribed_to_all_services === true,
  };
  return { type: tokens.incidentWorkflowTrigger, id: trigger.id, name: trigger.id, props };
}

/** This list alone has pages by cursor. */
async function allTriggers(client: ApiClient): Promise<Read<readonly Trigger[]>> {
  const found: Trigger[] = [];
  let cursor: string | undefined;
  let at: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const read = await mustGet(client, {
      path: "/incident_workflows/triggers",
      query: { limit: 100, cursor },
      schema: triggersPage,
      permission: "incident_workflows.read",
    });
    found.push(...read.value.triggers);
    at ??= read.at;
    cursor = read.value.next_cursor ?? undefined;
    if (cursor === undefined) return { value: found, at: earliest(at, read.at) };
  }
  throw new UnansweredError("it shows more triggers of workflows than are read");
}
