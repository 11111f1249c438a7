import { Headers } from "undici";
import type { Send } from "../../../evidence/http/client";
import { answerGithub } from "../../../sandbox/simulators/github";
import type { Objects, WorldObject } from "../../../sandbox/world/schema";
import { createStore } from "../../../sandbox/world/store";
import type { VendorWorld } from "../../../sandbox/world/world";

/** GitHub in memory: the simulator's own answers over a world that no file holds. */
export interface MemoryGithub {
  readonly send: Send;
  readonly world: VendorWorld;
  /** Requests so far, as METHOD path. */
  readonly asked: string[];
  /** Everything that people would see, in an order of its own. */
  shown(): unknown;
  /** Somebody changes an issue by hand. */
  edit(number: number, change: (issue: WorldObject) => Partial<WorldObject>): void;
  issue(number: number): WorldObject;
  comments(number: number): readonly string[];
}

export const repository = "acme/shop";

/** An organisation acme with the repository shop and some people, on a day. */
export function memoryGithub(day = "2026-11-23"): MemoryGithub {
  const store = createStore(worldOf());
  const world: VendorWorld = {
    vendor: "github",
    get: store.get,
    list: store.list,
    find: store.find,
    put: store.put,
    remove: store.remove,
    sync: () => {},
    flush: async () => {},
  };
  const asked: string[] = [];
  const send: Send = async ({ method, path, headers, body }) => {
    asked.push(`${method} ${path}`);
    const url = new URL(path === "/graphql" ? "/api/graphql" : `/api/v3${path}`, "https://github.example");
    const answer = answerGithub({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: body === undefined ? undefined : JSON.parse(body),
      base: "https://github.example",
      world,
      now: new Date(`${day}T07:00:00Z`),
    });
    return {
      status: answer.status,
      headers: new Headers({ ...answer.headers }),
      text: JSON.stringify(answer.body ?? null),
    };
  };
  const issue = (number: number): WorldObject => {
    const found = store.get("issue", `shop#${number}`);
    if (found === undefined) throw new Error(`there is no issue ${number}`);
    return found;
  };
  const comments = (number: number): readonly string[] =>
    store.find("issueComment", "issue", `shop#${number}`).map(({ body }) => String(body));
  return {
    send,
    world,
    asked,
    issue,
    comments,
    edit: (number, change) => {
      // A change names properties of an issue only.
      store.put("issue", { ...issue(number), ...change(issue(number)) } as WorldObject);
    },
    shown: () =>
      store.list("issue").map(({ id, number, title, body, state, labels, assignees }) => ({
        id,
        title,
        body,
        state,
        labels,
        assignees,
        comments: comments(Number(number)),
      })),
  };
}

function worldOf(): Objects {
  return {
    organization: { acme: { id: "acme", login: "acme", api: { owners: ["robot"] } } },
    user: Object.fromEntries(["robot", "amy", "mallory"].map((login) => [login, { id: login, login }])),
    repository: {
      shop: { id: "shop", name: "shop", repoId: 1, nodeId: "R_1" },
      depot: { id: "depot", name: "depot", repoId: 2, nodeId: "R_2" },
    },
  };
}
