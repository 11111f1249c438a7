import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  type CheckRequest,
  CheckResponse,
  ConfigureResponse,
  type CreateRequest,
  type DeleteRequest,
  DiffResponse,
  GetSchemaResponse,
  type InvokeRequest,
  InvokeResponse,
  ProviderHandshakeResponse,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Vendor } from "../world/schema";
import { InjectedFault, type Injector, type Method } from "./faults";
import {
  handleCheck,
  handleCreate,
  handleDelete,
  handleDiff,
  handleRead,
  handleUpdate,
  nameOf,
} from "./resource-handlers";
import { type Context, Refused, type ResourceType } from "./resource-type";
import { vendorTables } from "./vendor-tables";
import { decode, encode } from "./wire";

/** What a stand-in needs to serve one vendor. */
export interface StandIn {
  readonly vendor: Vendor;
  /** The version that the vendor's SDK asks for, as "6.15.0". */
  readonly version: string;
  readonly context: () => Context;
  readonly inject: Injector;
}

/** Serves a vendor's provider on a free local port, and resolves to the server and its port. */
export async function serve(standIn: StandIn): Promise<{ readonly server: Server; readonly port: number }> {
  // Stacks with thousands of resources exceed the default limit of 4 MB.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, implementation(standIn));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { server, port };
}

// Methods that are left out (construct, call, list, mappings, parameterize) answer "unimplemented", as gRPC does.
function implementation(standIn: StandIn): UntypedServiceImplementation {
  const about = aboutResource(standIn);
  const { context } = standIn;
  return {
    handshake: unary(() =>
      new ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(true)
        .setSupportsAutonamingConfiguration(true),
    ),
    getPluginInfo: unary(() => new PluginInfo().setVersion(standIn.version)),
    getSchema: unary(() =>
      new GetSchemaResponse().setSchema(JSON.stringify({ name: standIn.vendor, version: standIn.version })),
    ),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    checkConfig: unary((request: CheckRequest) => new CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary(async () => {
      await standIn.inject({ method: "configure" });
      return new ConfigureResponse()
        .setAcceptsecrets(true)
        .setAcceptresources(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),
    invoke: unary((request: InvokeRequest) => invoke(standIn, request)),
    check: about("check", handleCheck),
    diff: about("diff", handleDiff),
    create: about("create", (type, request: CreateRequest) => handleCreate(context, type, request)),
    read: about("read", (type, request: ReadRequest) => handleRead(context, type, request)),
    update: about("update", (type, request: UpdateRequest) => handleUpdate(context, type, request)),
    delete: about("delete", (type, request: DeleteRequest) => handleDelete(context, type, request)),
  };
}

interface ResourceRequest {
  getType(): string;
  getName(): string;
  getUrn(): string;
}

/** Finds the type that a request is about and lets faults have their say before the handler. */
function aboutResource({ vendor, inject }: StandIn) {
  const { types } = vendorTables[vendor];
  return <Request extends ResourceRequest, Response>(
    method: Method,
    handle: (type: ResourceType, request: Request) => Response | Promise<Response>,
  ) =>
    unary(async (request: Request) => {
      const token = request.getType() || typeOfUrn(request.getUrn());
      const type = types[token];
      if (!type) throw new UnknownToken(unknownToken(vendor, "resource type", token, Object.keys(types)));
      await inject({ method, type: token, name: nameOf(request) });
      return handle(type, request);
    });
}

async function invoke({ vendor, context, inject }: StandIn, request: InvokeRequest): Promise<InvokeResponse> {
  const { lookups } = vendorTables[vendor];
  const token = request.getTok();
  const lookup = lookups[token];
  if (!lookup) throw new UnknownToken(unknownToken(vendor, "function", token, Object.keys(lookups)));
  await inject({ method: "invoke", type: token });
  const now = context();
  now.world.sync();
  try {
    const args = decode(request.getArgs());
    return new InvokeResponse().setReturn(encode(lookup(args.plain, now), args.secrets));
  } catch (error) {
    if (error instanceof Refused) throw new Refused(`invoking ${token}: ${listed(error.message)}`);
    throw error;
  }
}

class UnknownToken extends Error {}

function unknownToken(vendor: Vendor, what: string, token: string, known: readonly string[]): string {
  return (
    `unrecognized ${what}: ${token}. The sandbox's stand-in for ${vendor} knows ${known.length}: ` +
    `${[...known].sort().join(", ")}. Use --live for the real provider.`
  );
}

/** "urn:pulumi:dev::shop::readiness:index:Service$github:index/team:Team::orders" is about the type after the "$". */
function typeOfUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const answer = async () => handle(call.request);
    answer().then(
      (response) => callback(null, response),
      (error: unknown) => callback(asServiceError(error)),
    );
  };
}

function asServiceError(error: unknown): Partial<ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnknownToken) return { code: status.NOT_FOUND, details: message };
  if (error instanceof InjectedFault || (error instanceof Refused && !message.startsWith("invoking "))) {
    return { code: status.UNKNOWN, details: listed(message) };
  }
  if (error instanceof Refused) return { code: status.UNKNOWN, details: message };
  return { code: status.INTERNAL, details: `the sandbox's stand-in failed: ${message}` };
}

/** The form in which bridged providers report what the vendor said. */
function listed(message: string): string {
  return `1 error occurred:\n\t* ${message}\n\n`;
}
