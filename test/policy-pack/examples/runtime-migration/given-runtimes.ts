import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import type { GivenResource } from "../../perfect-service";

/** The perfect service, of which no tag tells what it runs on. */
export const untagged: Given = given.service().facts({ tags: [] });

/** A function that checkout declares. */
export function lambda(runtime: string, props: Record<string, unknown> = {}): GivenResource {
  return { type: aws.lambdaFunction, name: "mailer", props: { runtime, ...props } };
}

/** Something that keeps one pod with these images, the last as an init container where there are two. */
export function container(type: string, ...images: readonly string[]): GivenResource {
  const [first, second] = images.map((image, at) => ({ name: `c${at}`, image }));
  const pod = { containers: [first], ...(second === undefined ? {} : { initContainers: [second] }) };
  const template = { template: { spec: pod } };
  const specs: Readonly<Record<string, unknown>> = {
    [kubernetes.pod]: pod,
    [kubernetes.cronJob]: { jobTemplate: { spec: template } },
  };
  return { type, name: "batch", props: { spec: specs[type] ?? template } };
}
