import { createServer } from "node:http";
import { after } from "mocha";

/** A repository as a scan asks for it. */
export interface StoodInRepository {
  readonly name: string;
  readonly description?: string;
  readonly fork?: boolean;
  readonly language?: string | null;
  readonly owners?: string;
  /** Paths of folders. */
  readonly folders?: readonly string[];
  /** Logins of recent commits' authors, by folder. */
  readonly authors?: Readonly<Record<string, readonly string[]>>;
}

export interface StoodInTeam {
  readonly slug: string;
  readonly name?: string;
  readonly members: readonly string[];
  readonly repositories?: Readonly<Record<string, string>>;
}

/** What the vendors have; a vendor that is left out refuses everything. */
export interface StoodInOrganisation {
  readonly repositories?: readonly StoodInRepository[];
  readonly teams?: readonly StoodInTeam[];
  readonly pagers?: readonly string[];
  readonly entities?: readonly string[];
  readonly slos?: readonly object[];
}

const today = new Date().toISOString();

type Answer = { readonly body: unknown; readonly next?: boolean } | number;

/** Stands in for the three vendors with what a scan lists; all else is hidden. Answers its address. */
export async function startOrganisation(what: StoodInOrganisation): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answer = answerOf(what, url, Buffer.concat(parts).toString("utf8"));
      if (typeof answer === "number") return void response.writeHead(answer).end("{}");
      const link = answer.next ? { link: '<http://127.0.0.1/next>; rel="next"' } : {};
      response.writeHead(200, { "content-type": "application/json", ...link });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server got no port.");
  return `http://127.0.0.1:${address.port}`;
}

function answerOf(what: StoodInOrganisation, url: URL, body: string): Answer {
  const { pathname, searchParams } = url;
  if (pathname === "/github/api/graphql") return { body: graphql(what.repositories ?? [], body) };
  const [, list, slug] =
    /^\/github\/api\/v3\/orgs\/acme\/(repos|teams)(?:\/([^/]+)\/.+)?$/.exec(pathname) ?? [];
  if (list !== undefined) return githubList(what, list, slug, pathname, Number(searchParams.get("page")));
  const { pagers, entities, slos } = what;
  if (pathname === "/pagerduty/services" && pagers !== undefined)
    return { body: { more: false, services: pagers.map((name, index) => ({ id: `P${index}`, name })) } };
  const isFirst = !/^[1-9]/.test(searchParams.get("page[offset]") ?? searchParams.get("offset") ?? "");
  if (pathname === "/datadog/api/v2/catalog/entity" && entities !== undefined)
    return {
      body: { data: (isFirst ? entities : []).map((name) => ({ attributes: { kind: "service", name } })) },
    };
  if (pathname === "/datadog/api/v1/slo" && slos !== undefined)
    return { body: { data: isFirst ? slos : [] } };
  return 403;
}

/** Lists of GitHub, two things a page. */
function githubList(
  { repositories, teams }: StoodInOrganisation,
  list: string,
  slug: string | undefined,
  pathname: string,
  page: number,
): Answer {
  const paged = (all: readonly unknown[]): Answer => ({
    body: all.slice((page - 1) * 2, page * 2),
    next: page * 2 < all.length,
  });
  if (list === "repos") {
    if (repositories === undefined) return 404;
    return paged([
      ...repositories.map(({ owners, folders, authors, ...one }) => ({
        archived: false,
        language: "Go",
        ...one,
      })),
      { name: "old", archived: true },
    ]);
  }
  if (teams === undefined) return 403;
  if (slug === undefined) return paged(teams.map((team) => ({ name: team.slug, ...team })));
  const team = teams.find((one) => one.slug === decodeURIComponent(slug));
  if (pathname.endsWith("/members")) return paged((team?.members ?? []).map((login) => ({ login })));
  const grants = Object.entries(team?.repositories ?? {});
  return paged(grants.map(([name, permission]) => ({ name, permissions: { [permission]: true } })));
}

function graphql(repositories: readonly StoodInRepository[], body: string): unknown {
  const { query } = JSON.parse(body) as { query: string }; // as every client sends it
  const fields = query.split(/^a\d+: /m).slice(1);
  const data = Object.fromEntries(fields.map((text, index) => [`a${index}`, fieldOf(repositories, text)]));
  const errors = fields.flatMap((_, index) =>
    data[`a${index}`] === null ? [{ type: "FORBIDDEN", path: [`a${index}`] }] : [],
  );
  return { data, errors };
}

/** What a scan asks of a repository; what collectors ask is refused. */
function fieldOf(repositories: readonly StoodInRepository[], text: string): unknown {
  const name = /^repository\(owner: "acme", name: ("(?:[^"\\]|\\.)*")\)/.exec(text)?.[1] ?? '""';
  const one = repositories.find((repository) => repository.name === JSON.parse(name));
  if (one === undefined) return null;
  if (text.includes("history(first: 50")) {
    const path = /path: "([^"]*)"/.exec(text)?.[1] ?? "";
    const nodes = (one.authors?.[path] ?? []).map((login) => ({
      committedDate: today,
      author: { user: { login } },
    }));
    return { defaultBranchRef: { target: { history: { nodes } } } };
  }
  if (!text.includes("owners0:")) return null;
  const tree = (container: string) => {
    const inside = (one.folders ?? []).filter((path) => path.startsWith(container) && path !== container);
    const names = new Set(inside.map((path) => path.slice(container.length).split("/")[0]));
    return { entries: [...names].map((entry) => ({ name: entry, type: "tree" })) };
  };
  const containers = ["src", "services", "apps", "cmd", "functions", "microservices"];
  return {
    owners0: null,
    owners1: one.owners === undefined ? null : { text: one.owners, isTruncated: false },
    owners2: null,
    root: tree(""),
    ...Object.fromEntries(containers.map((container) => [container, tree(`${container}/`)])),
  };
}
