import type { ApiAnswer, ApiClient, ApiRequest } from "../../../evidence/http/client";
import { NotVisibleError } from "../../../evidence/http/outcome";

/** An answer to one field of a query: its value, or an error of a type. */
export type FieldAnswer = { readonly value: unknown } | { readonly error: string };

export interface FakeGithub {
  readonly client: ApiClient;
  /** Every request in order; of a query, how many fields it had. */
  readonly asked: { readonly path: string; readonly fields: number }[];
}

/** Answers fields of queries and paths of the REST API; what it has no answer for is refused or not there. */
export function fakeGithub(
  field: (text: string) => FieldAnswer,
  rest: Readonly<Record<string, unknown>> = {},
  refuse: (fields: number) => Error | undefined = () => undefined,
): FakeGithub {
  const asked: FakeGithub["asked"] = [];
  const get = async <T>(request: ApiRequest<T>): Promise<ApiAnswer<T> | undefined> => {
    const fields = fieldsOf(request.body);
    asked.push({ path: request.path, fields: fields.length });
    const refusal = refuse(fields.length);
    if (refusal !== undefined && request.path === "/graphql") throw refusal;
    const at = "2026-11-20T10:00:00.000Z";
    if (request.path === "/graphql") return { value: request.schema.parse(envelope(fields, field)), at };
    const found = rest[request.path];
    if (found instanceof Error) throw found;
    if (found !== undefined) return { value: request.schema.parse(found), at };
    if ((request.absentAt ?? [404]).includes(404)) return undefined;
    throw new NotVisibleError(request.permission);
  };
  return { client: { get }, asked };
}

function fieldsOf(body: unknown): readonly string[] {
  const query = typeof body === "object" && body !== null && "query" in body ? String(body.query) : "";
  return query.split(/^a\d+: /m).slice(1);
}

function envelope(fields: readonly string[], answer: (text: string) => FieldAnswer) {
  const data: Record<string, unknown> = {};
  const errors: { type: string; path: string[]; message: string }[] = [];
  fields.forEach((text, index) => {
    const told = answer(text);
    data[`a${index}`] = "value" in told ? told.value : null;
    if ("error" in told) errors.push({ type: told.error, path: [`a${index}`], message: "secret text" });
  });
  return { data, ...(errors.length > 0 ? { errors } : {}) };
}
