import type { components } from "@octokit/openapi-types";
import type { WorldObject } from "../../world/schema";
import { type Answer, ok } from "../exchange";
import { repositoryAt, type Viewer } from "./viewer";

type Schemas = components["schemas"];

/** A part of what GitHub's description of its REST API gives a schema: no property of another name or type. */
export type Shape<Name extends keyof Schemas> = Some<Schemas[Name]>;
export type Some<T> = T extends readonly (infer One)[]
  ? readonly Some<One>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Some<T[Key]> }
    : T;

/** A route of the REST API; groups of the pattern are decoded and passed on. */
export type GithubRoute = readonly [RegExp, (viewer: Viewer, ...parts: string[]) => Answer];

export const notFound: Answer = {
  status: 404,
  body: {
    message: "Not Found",
    documentation_url: "https://docs.github.com/rest",
    status: "404",
  } satisfies Shape<"basic-error">,
};

export function refused(message = "Resource not accessible by personal access token"): Answer {
  return { status: 403, body: { message, documentation_url: "https://docs.github.com/rest", status: "403" } };
}

/** A list in pages by number, as most of GitHub's are. */
export function paged<T>(
  viewer: Viewer,
  all: readonly T[],
  show: (one: T) => unknown,
  wrap = (page: readonly unknown[]): unknown => page,
): Answer {
  const { query } = viewer.ask;
  const size = sizeOf(viewer);
  const page = Math.max(Number(query.get("page") ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const body = wrap(all.slice((page - 1) * size, page * size).map(show));
  const links = [
    ...(page > 1 ? [linkTo(viewer, { page: page - 1 }, "prev")] : []),
    ...(page < last
      ? [linkTo(viewer, { page: page + 1 }, "next"), linkTo(viewer, { page: last }, "last")]
      : []),
    ...(page > 1 ? [linkTo(viewer, { page: 1 }, "first")] : []),
  ];
  return { status: 200, body, headers: links.length === 0 ? {} : { link: links.join(", ") } };
}

/** A list in pages by cursor, as those of Dependabot and secret scanning are. */
export function pagedByCursor<T>(viewer: Viewer, all: readonly T[], show: (one: T) => unknown): Answer {
  const { query } = viewer.ask;
  const size = sizeOf(viewer);
  const start = positionAfter(query.get("after"));
  const end = start + size;
  const headers: Record<string, string> =
    end < all.length
      ? { link: linkTo(viewer, { after: Buffer.from(`p:${end}`).toString("base64url") }, "next") }
      : {};
  return { status: 200, body: all.slice(start, end).map(show), headers };
}

function positionAfter(cursor: string | null): number {
  if (cursor === null || cursor === "") return 0;
  return Number(Buffer.from(cursor, "base64url").toString().slice(2)) || 0;
}

function sizeOf({ ask: { query } }: Viewer): number {
  return Math.max(Math.min(Number(query.get("per_page") ?? 30), 100), 1);
}

function linkTo({ ask }: Viewer, change: Readonly<Record<string, string | number>>, rel: string): string {
  const url = new URL(`${ask.base}/api/v3${ask.path}`);
  url.search = ask.query.toString();
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, String(value));
  return `<${url.href}>; rel="${rel}"`;
}

/** Answers about a repository that is there. */
export function ofRepository(
  answer: (viewer: Viewer, repository: WorldObject, ...rest: string[]) => Answer,
): GithubRoute[1] {
  return (viewer, owner = "", name = "", ...rest) => {
    const repository = repositoryAt(viewer, owner, name);
    return repository ? answer(viewer, repository, ...rest) : notFound;
  };
}

/** Answers about the organisation. */
export function ofOrganization(answer: (viewer: Viewer, ...rest: string[]) => Answer): GithubRoute[1] {
  return (viewer, login = "", ...rest) =>
    login.toLowerCase() === viewer.organization.id.toLowerCase() ? answer(viewer, ...rest) : notFound;
}

/** What only an administrator is answered. */
export function forAdmins<A extends readonly unknown[]>(
  answer: (viewer: Viewer, ...rest: A) => Answer,
  otherwise: Answer = refused(),
): (viewer: Viewer, ...rest: A) => Answer {
  return (viewer, ...rest) => (viewer.isReader ? otherwise : answer(viewer, ...rest));
}

/** Answers what a request asks for by a comma-separated list, and everything where it does not ask. */
export function isAskedFor({ ask: { query } }: Viewer, name: string, value: string | undefined): boolean {
  const asked = query.get(name);
  return asked === null || asked === "" || asked.split(",").includes(value ?? "");
}

export function shown<T>(object: T | undefined, show: (object: T) => unknown): Answer {
  return object === undefined ? notFound : ok(show(object));
}
