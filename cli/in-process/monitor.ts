import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { RegisterResourceResponse, type ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { RawResource } from "../../policy-pack/engine/resource";
import { decode, encode } from "../../sandbox/providers/wire";
import type { JsonObject } from "../../sandbox/world/schema";
import type { Vendors } from "./vendors";

/** What the engine would know of the run. */
export interface MonitorContext {
  readonly project: string;
  readonly stack: string;
  readonly vendors: Vendors;
  /** The stack's config by key, such as github:owner, for the providers' resources. */
  readonly config: Readonly<Record<string, string>>;
}

/** A monitor with what it has seen. */
export interface RecordingMonitor {
  readonly monitor: MockMonitor;
  /** The resources as a stack policy sees them in the engine's first preview. */
  graph(): readonly RawResource[];
  /** What the providers refused, a sentence each. */
  readonly refusals: readonly string[];
}

type Answer<T> = (error: { readonly details: string } | null, response?: T) => void;

const stackType = "pulumi:pulumi:Stack";
/** What the engine of 3.230 supports and a preview without it would do otherwise. */
const features = ["secrets", "resourceReferences", "aliasSpecs", "deletedWith", "replaceWith"];

/**
 * The SDK's mock monitor, which besides a resource's state keeps its parent and dependencies, names it as the engine
 * does, and knows of what is new no more than a first preview does.
 */
export function recordingMonitor(context: MonitorContext): RecordingMonitor {
  const { vendors } = context;
  const resources = new Map<string, RawResource>();
  const refusals: string[] = [];
  const monitor = new MockMonitor({
    call: () => ({}),
    newResource: ({ inputs }) => ({ id: undefined, state: inputs }),
  });

  monitor.invoke = async (request: ResourceInvokeRequest, answer: Answer<InvokeResponse>) => {
    const token = request.getTok();
    noteProvider(resources, context, token, request.getVersion());
    try {
      const found = await vendors.lookUp(token, decode(request.getArgs()).plain);
      answer(null, new InvokeResponse().setReturn(encode(found, [])));
    } catch (error) {
      answer({ details: messageOf(error) });
    }
  };
  monitor.registerResource = async (
    request: RegisterResourceRequest,
    answer: Answer<RegisterResourceResponse>,
  ) => {
    const urn = urnOf(context, request);
    const { id, props } = await planned(request, urn, vendors, refusals);
    resources.set(urn, rawResource(request, urn, props));
    if (request.getCustom()) noteProvider(resources, context, request.getType(), request.getVersion());
    answer(null, new RegisterResourceResponse().setUrn(urn).setId(id).setObject(encode(props, [])));
  };
  monitor.registerResourceOutputs = (request: RegisterResourceOutputsRequest, answer: Answer<object>) => {
    const known = resources.get(request.getUrn());
    if (known) resources.set(known.urn, { ...known, props: decode(request.getOutputs()).plain });
    answer(null, {});
  };
  monitor.supportsFeature = (request: { getId(): string }, answer: Answer<{ getHassupport(): boolean }>) => {
    const supported = features.includes(request.getId());
    answer(null, { getHassupport: () => supported });
  };
  return { monitor, graph: () => [...resources.values()], refusals };
}

/** What a preview would show; what a provider refuses is noted and stands as it was declared, so that all is found at once. */
async function planned(
  request: RegisterResourceRequest,
  urn: string,
  vendors: Vendors,
  refusals: string[],
): Promise<{ readonly id: string; readonly props: JsonObject }> {
  const { plain: inputs } = decode(request.getObject());
  if (!request.getCustom()) return { id: "", props: {} };
  const [type, name, importId] = [request.getType(), request.getName(), request.getImportid()];
  try {
    return await vendors.plan({ type, name, inputs, importId });
  } catch (error) {
    refusals.push(`${urn.slice(urn.lastIndexOf("::") + 2)} (${type}): ${messageOf(error)}`);
    return { id: "", props: inputs };
  }
}

/** The engine qualifies a type with those of all components above it, the stack aside. */
function urnOf({ stack, project }: MonitorContext, request: RegisterResourceRequest): string {
  const above = request.getParent().split("::")[2] ?? "";
  const prefix = above === "" || above === stackType ? "" : `${above}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${request.getType()}::${request.getName()}`;
}

function rawResource(request: RegisterResourceRequest, urn: string, props: JsonObject): RawResource {
  const parent = request.getParent();
  const byProperty = [...request.getPropertydependenciesMap().entries()].map(
    ([property, dependencies]) => [property, dependencies.getUrnsList()] as const,
  );
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    props,
    ...(parent === "" ? {} : { parent }),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(byProperty.filter(([, urns]) => urns.length > 0)),
  };
}

/** The engine registers a default provider for a package the first time that something asks for it. */
function noteProvider(
  resources: Map<string, RawResource>,
  { project, stack, config }: MonitorContext,
  token: string,
  version: string,
): void {
  const vendor = token.slice(0, token.indexOf(":"));
  const type = `pulumi:providers:${vendor}`;
  const name = version === "" ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
  const urn = `urn:pulumi:${stack}::${project}::${type}::${name}`;
  if (resources.has(urn)) return;
  const own = Object.entries(config)
    .filter(([key]) => key.startsWith(`${vendor}:`))
    .map(([key, value]) => [key.slice(vendor.length + 1), value]);
  const props = { ...Object.fromEntries(own), ...(version === "" ? {} : { version }) };
  resources.set(urn, { urn, type, name, props, dependencies: [], propertyDependencies: {} });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
