import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  type DiffResponse,
  InvokeRequest,
  type InvokeResponse,
  PropertyDiff,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Fault } from "../../../sandbox/providers/faults";
import { injectorOf } from "../../../sandbox/providers/faults";
import { random } from "../../../sandbox/providers/random";
import { serve } from "../../../sandbox/providers/server";
import { decode, encode } from "../../../sandbox/providers/wire";
import type { JsonObject, Vendor } from "../../../sandbox/world/schema";
import { openWorld } from "../../../sandbox/world/world";

/** When everything in these tests is made. */
export const now = "2026-11-23T12:00:00.000Z";

type Paths = readonly string[];

/** A provider as the engine sees it: plain properties in and out, with the paths of secrets apart. */
export interface ProviderClient {
  check(type: string, news: JsonObject, olds?: JsonObject): Promise<{ inputs: JsonObject; failures: Paths }>;
  /** Checks, then creates. */
  create(
    type: string,
    inputs: JsonObject,
    options?: { preview?: boolean; secrets?: Paths },
  ): Promise<Created>;
  read(
    type: string,
    id: string,
    before?: { state: JsonObject; inputs: JsonObject },
  ): Promise<Held | undefined>;
  diff(type: string, id: string, state: JsonObject, inputs: JsonObject): Promise<Record<string, string>>;
  update(
    type: string,
    id: string,
    state: JsonObject,
    inputs: JsonObject,
    preview?: boolean,
  ): Promise<JsonObject>;
  remove(type: string, id: string, state: JsonObject): Promise<void>;
  invoke(token: string, args: JsonObject): Promise<JsonObject>;
  close(): void;
}

export interface Created {
  readonly id: string;
  readonly state: JsonObject;
  readonly inputs: JsonObject;
  readonly secrets: Paths;
}

export interface Held {
  readonly id: string;
  readonly state: JsonObject;
  readonly inputs: JsonObject;
}

/** Serves a vendor over a world folder in this process and connects to it. */
export async function connect(
  dir: string,
  vendor: Vendor,
  faults: readonly Fault[] = [],
): Promise<ProviderClient> {
  const world = openWorld(dir, vendor);
  const context = () => ({ world, now, random });
  const { server, port } = await serve({
    vendor,
    version: "1.2.3",
    context,
    inject: injectorOf(faults, vendor),
  });
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const close = () => {
    client.close();
    server.forceShutdown();
  };
  return clientOf(client, close);
}

// The generated methods are overloaded; this is the overload with a request and a callback.
type Unary<Request, Response> = (
  request: Request,
  callback: (error: Error | null, response: Response) => void,
) => void;

const none: ReadonlySet<string> = new Set();

function urnOf(type: string): string {
  return `urn:pulumi:dev::shop::${type}::thing`;
}

function clientOf(client: ResourceProviderClient, close: () => void): ProviderClient {
  const call = <Request, Response>(method: Unary<Request, Response>, request: Request): Promise<Response> =>
    promisify<Request, Response>(method.bind(client))(request);

  const check: ProviderClient["check"] = async (type, news, olds = {}) => {
    const request = new CheckRequest()
      .setUrn(urnOf(type))
      .setOlds(encode(olds, none))
      .setNews(encode(news, none));
    const response = await call<CheckRequest, CheckResponse>(
      client.check,
      request.setRandomseed(Buffer.from("abcdef0123", "hex")),
    );
    return {
      inputs: decode(response.getInputs()).plain,
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  };

  return {
    check,
    close,
    async create(type, given, { preview = false, secrets = [] } = {}) {
      const { inputs } = await check(type, given);
      const request = new CreateRequest().setUrn(urnOf(type)).setPreview(preview);
      const response = await call<CreateRequest, CreateResponse>(
        client.create,
        request.setProperties(encode(inputs, secrets)),
      );
      const properties = decode(response.getProperties());
      return { id: response.getId(), state: properties.plain, inputs, secrets: [...properties.secrets] };
    },
    async read(type, id, before) {
      const request = new ReadRequest().setUrn(urnOf(type)).setId(id);
      if (before) request.setProperties(encode(before.state, none)).setInputs(encode(before.inputs, none));
      const response = await call<ReadRequest, ReadResponse>(client.read, request);
      if (response.getId() === "") return undefined;
      const [state, inputs] = [decode(response.getProperties()).plain, decode(response.getInputs()).plain];
      return { id: response.getId(), state, inputs };
    },
    async diff(type, id, state, inputs) {
      const request = new DiffRequest().setUrn(urnOf(type)).setId(id).setOlds(encode(state, none));
      const response = await call<DiffRequest, DiffResponse>(
        client.diff,
        request.setNews(encode(inputs, none)),
      );
      const names = Object.entries(PropertyDiff.Kind);
      const changes: [string, string][] = [];
      response.getDetaileddiffMap().forEach((change, at) => {
        changes.push([at, names.find(([, kind]) => kind === change.getKind())?.[0] ?? ""]);
      });
      return Object.fromEntries(changes);
    },
    async update(type, id, state, inputs, preview = false) {
      const request = new UpdateRequest().setUrn(urnOf(type)).setId(id).setPreview(preview);
      request.setOlds(encode(state, none)).setNews(encode(inputs, none));
      return decode((await call<UpdateRequest, UpdateResponse>(client.update, request)).getProperties())
        .plain;
    },
    async remove(type, id, state) {
      const request = new DeleteRequest().setUrn(urnOf(type)).setId(id).setProperties(encode(state, none));
      await call<DeleteRequest, unknown>(client.delete, request);
    },
    async invoke(token, args) {
      const response = await call<InvokeRequest, InvokeResponse>(
        client.invoke,
        new InvokeRequest().setTok(token).setArgs(encode(args, none)),
      );
      return decode(response.getReturn()).plain;
    },
  };
}
