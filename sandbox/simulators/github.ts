import { createHash } from "node:crypto";
import { type Answer, type Ask, notModelled } from "./exchange";
import type { GithubRoute } from "./github/rest";
import { deliveryRoutes } from "./github/rest-delivery";
import { findingRoutes } from "./github/rest-findings";
import { issueRoutes } from "./github/rest-issues";
import { organizationRoutes } from "./github/rest-organization";
import { protectionRoutes } from "./github/rest-protections";
import { repositoryRoutes } from "./github/rest-repositories";
import { type Viewer, viewerOf } from "./github/viewer";
import { answerGraphql, hourlyPoints } from "./github-graphql";

const routes: readonly GithubRoute[] = [
  ...repositoryRoutes,
  ...organizationRoutes,
  ...findingRoutes,
  ...deliveryRoutes,
  ...protectionRoutes,
  ...issueRoutes,
];

/** What GitHub gives a person's token for an hour. It is told and never enforced: the fault `rate-limit` refuses. */
const hourlyRequests = 5000;

/** GitHub's REST API below /api/v3 and its GraphQL API at /api/graphql. The token `reader` administers nothing. */
export function answerGithub(ask: Ask): Answer {
  const token = (ask.headers.authorization ?? "").replace(/^(bearer|token) */i, "");
  if (token === "" || token === "wrong") return { status: 401, body: { message: "Bad credentials" } };
  const isReader = token === "reader";
  if (ask.path === "/api/graphql") {
    const answer = answerGraphql(viewerOf(ask, isReader));
    return {
      ...answer,
      headers: limits(ask, "graphql", hourlyPoints, (ask.spent?.points ?? 0) + (answer.points ?? 1)),
    };
  }
  const path = ask.path.replace(/^\/api\/v3/, "");
  const { requests = 0, graphql = 0 } = ask.spent ?? {};
  const answer = routedBy(viewerOf({ ...ask, path }, isReader)) ?? notModelled(ask);
  const etag = `W/"${createHash("sha1")
    .update(JSON.stringify(answer.body ?? null))
    .digest("hex")}"`;
  const headers = { etag, ...limits(ask, "core", hourlyRequests, requests - graphql + 1), ...answer.headers };
  if (answer.status === 200 && ask.headers["if-none-match"] === etag) return { status: 304, headers };
  return { ...answer, headers };
}

function routedBy(viewer: Viewer): Answer | undefined {
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(viewer.ask.path);
    if (match) return answer(viewer, ...match.slice(1).map((part) => decodeURIComponent(part ?? "")));
  }
  return undefined;
}

function limits({ now }: Ask, resource: string, limit: number, used: number): Record<string, string> {
  return {
    "x-ratelimit-resource": resource,
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-used": String(used),
    "x-ratelimit-remaining": String(Math.max(limit - used, 0)),
    "x-ratelimit-reset": String(Math.floor(now.getTime() / 1000) + 3600),
  };
}
