import { datadog, github } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import type { ExpectedFailure } from "../../rule-tester";
import { githubToken } from "../../views/secrets/sample-secrets";

export const underName = "a value under a name that only secrets have";
export const aToken = "a GitHub token";

export const add = (type: string, props: Record<string, unknown>, start = given.service()): Given =>
  start.add({ type, name: "thing", props });
export const leak = (field: string, shape: string, name = "thing", subject = field): ExpectedFailure => ({
  message: "exposed",
  data: { resource: name, field, shape },
  subject: `${name} ${subject}`,
  on: "thing",
});
export const variable = (
  value: string,
  variableName = "SETTING",
  more: Record<string, unknown> = {},
): Given => add(github.actionsVariable, { repository: "astronomy-shop", variableName, value, ...more });
export const file = (path: string, content: string): Given =>
  add(github.repositoryFile, { repository: "astronomy-shop", file: path, content });
export const test = (props: Record<string, unknown>): Given =>
  add(datadog.syntheticsTest, { name: "probe", type: "api", status: "live", ...props });
export const workload = (type: string, path: string, env: unknown, list = "containers"): Given => {
  const pod = { [list]: [{ name: "app", env }] };
  const spec = path.split(".").reduceRight<object>((inner, key) => ({ [key]: inner }), pod);
  return add(type, { ...spec, metadata: { name: "thing" } });
};
export const organisation = (props: Record<string, unknown>, visibility = "public"): Given =>
  inOwnRepository({ visibility }).add({
    type: github.actionsOrganizationVariable,
    name: "thing",
    belongs: false,
    props: { variableName: "SETTING", value: githubToken, visibility: "all", ...props },
  });
export const webhook = (props: Record<string, unknown>, message = "@webhook-orders failed"): Given =>
  given
    .service()
    .with(datadog.monitor, "checkout-errors", { message })
    .add({ type: datadog.webhook, name: "thing", belongs: false, props: { name: "orders", ...props } });
