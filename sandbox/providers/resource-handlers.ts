import {
  CheckFailure as CheckFailureMessage,
  type CheckRequest,
  CheckRequest as CheckRequestMessage,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  PropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { JsonObject } from "../world/schema";
import { check, type Naming } from "./check";
import { type Change, diff } from "./diff";
import { create, read, remove, update } from "./lifecycle";
import { slotsOf } from "./paths";
import { merged, onlyVendorSet, withUnknowns } from "./properties";
import type { Context, ResourceType } from "./resource-type";
import { decode, encode, unknown } from "./wire";

type Clock = () => Context;

/** Makes a change in the world and answers only when it is in the world's file. */
async function changed<T>(clock: Clock, change: (now: Context) => T): Promise<T> {
  const now = clock();
  now.world.sync();
  const result = change(now);
  await now.world.flush();
  return result;
}

export function handleDiff(type: ResourceType, request: DiffRequest): DiffResponse {
  return diffResponse(
    diff(type, withoutId(decode(request.getOlds()).plain), decode(request.getNews()).plain),
  );
}

export async function handleCreate(
  clock: Clock,
  type: ResourceType,
  request: CreateRequest,
): Promise<CreateResponse> {
  const inputs = decode(request.getProperties());
  const made = request.getPreview()
    ? { id: "", state: withUnknowns(type, inputs.plain) }
    : await changed(clock, (now) => create(type, inputs.plain, now));
  return new CreateResponse()
    .setId(made.id)
    .setProperties(sealed(type, withId(made.state, made.id), inputs.secrets));
}

export function handleRead(clock: Clock, type: ResourceType, request: ReadRequest): ReadResponse {
  const now = clock();
  now.world.sync();
  const state = decode(request.getProperties());
  const inputs = decode(request.getInputs());
  const held = read(type, request.getId(), request.hasInputs() ? inputs.plain : undefined, now);
  // An empty id tells the engine that the object is gone.
  if (!held) return new ReadResponse();
  return new ReadResponse()
    .setId(held.id)
    .setProperties(sealed(type, withId(held.state, held.id), state.secrets))
    .setInputs(sealed(type, held.inputs, inputs.secrets));
}

export async function handleUpdate(
  clock: Clock,
  type: ResourceType,
  request: UpdateRequest,
): Promise<UpdateResponse> {
  const [olds, news] = [decode(request.getOlds()), decode(request.getNews())];
  const state = request.getPreview()
    ? withUnknowns(type, merged(news.plain, onlyVendorSet(type, olds.plain, news.plain)))
    : (await changed(clock, (now) => update(type, request.getId(), news.plain, now))).state;
  return new UpdateResponse().setProperties(sealed(type, withId(state, request.getId()), news.secrets));
}

export async function handleDelete(clock: Clock, type: ResourceType, request: DeleteRequest): Promise<Empty> {
  await changed(clock, (now) => remove(type, request.getId(), now));
  return new Empty();
}

export function handleCheck(type: ResourceType, request: CheckRequest): CheckResponse {
  const given = decode(request.getNews());
  const { inputs, failures } = check(type, decode(request.getOlds()).plain, given.plain, namingOf(request));
  // With a property of its own the engine would print a value beside it, which it finds for no nested path.
  const messages = failures.map(({ property, reason }) =>
    new CheckFailureMessage().setReason(`${reason}. Examine values at '${nameOf(request)}.${property}'.`),
  );
  return new CheckResponse().setInputs(encode(inputs, given.secrets)).setFailuresList(messages);
}

function namingOf(request: CheckRequest): Naming {
  const { Mode } = CheckRequestMessage.AutonamingOptions;
  const options = request.getAutonaming();
  return {
    name: nameOf(request),
    suffix: Buffer.from(request.getRandomseed_asU8()).toString("hex").slice(0, 7).padEnd(7, "0"),
    proposed: options && options.getMode() !== Mode.DISABLE ? options.getProposedName() : undefined,
    disabled: options?.getMode() === Mode.DISABLE,
  };
}

/** A resource's name in the program: given by newer engines, else the end of its URN. */
export function nameOf(request: { getName(): string; getUrn(): string }): string {
  return request.getName() || (request.getUrn().split("::").at(-1) ?? "");
}

/** A bridged provider repeats the id among the outputs; in a preview of a creation neither is known. */
function withId(state: JsonObject, id: string): JsonObject {
  return { ...state, id: id === "" ? unknown : id };
}

function withoutId({ id: _, ...state }: JsonObject): JsonObject {
  return state;
}

function sealed(type: ResourceType, properties: JsonObject, secrets: ReadonlySet<string>) {
  const always = (type.secrets ?? []).flatMap((path) => slotsOf(properties, path).map(({ at }) => at));
  return encode(properties, [...secrets, ...always]);
}

function diffResponse(changes: readonly Change[]): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const roots = (list: readonly Change[]) => [...new Set(list.map(({ at }) => at.split(/[.[]/)[0] ?? at))];
  const response = new DiffResponse()
    .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(roots(changes))
    .setReplacesList(roots(changes.filter(({ replaces }) => replaces)))
    .setHasdetaileddiff(true);
  for (const change of changes) {
    response.getDetaileddiffMap().set(change.at, new PropertyDiff().setKind(kindOf(change)));
  }
  return response;
}

function kindOf({ kind, replaces }: Change) {
  const { Kind } = PropertyDiff;
  if (kind === "add") return replaces ? Kind.ADD_REPLACE : Kind.ADD;
  if (kind === "delete") return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
  return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}
