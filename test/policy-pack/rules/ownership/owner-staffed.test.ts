import { github } from "../../../../policy-pack/engine/tokens";
import { ownerStaffed } from "../../../../policy-pack/rules/ownership/owner-staffed";
import { type Given, given } from "../../given";
import { ordersTeam } from "../../perfect-service";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const logins = (...names: readonly string[]) => names.map((username) => ({ username }));
const four = logins("amy", "ben", "cho", "dia");

/** Owned by a team of its own, so that the second service keeps the perfect one. */
const crew = (github: Record<string, unknown> = {}): Given =>
  given
    .service()
    .facts({ owner: "crew" })
    .catalog({ teams: [ordersTeam, { name: "crew", github }] });
const team = (start: Given, props: Record<string, unknown> = {}, name = "crew"): Given =>
  start.add({ type: github.team, name, belongs: false, props: { name, ...props } });
const members = (start: Given, list: unknown, of = "crew", name = `${of}-members`): Given =>
  start.add({
    type: github.teamMembers,
    name,
    belongs: false,
    props: { teamId: `T_${of}`, members: list },
    dependsOn: { teamId: [of] },
  });
const membership = (start: Given, username: string, teamId = "crew"): Given =>
  start.add({ type: github.teamMembership, name: username, belongs: false, props: { teamId, username } });
/** A team that is managed elsewhere, as GitHub tells of it. */
const seen = (
  props: Record<string, unknown>,
  list: readonly { readonly username: string }[] = [],
  start = crew({ team: "crew" }),
): Given =>
  start.observed("team-members", "crew", {
    value: {
      resources: [
        { type: github.team, id: "9", name: "crew", props: { name: "Crew", slug: "crew", ...props } },
        ...(list.length === 0
          ? []
          : [
              { type: github.teamMembers, id: "9", name: "crew", props: { teamId: "9", members: [...list] } },
            ]),
      ],
    },
  });
const few = (found: number, least = 4): readonly ExpectedFailure[] => [
  { message: "few", data: { slug: "crew", least, found }, subject: "crew", on: "crew" },
];
const missing: readonly ExpectedFailure[] = [
  { message: "missing", data: { owner: "crew", slug: "crew" }, subject: "crew" },
];

testRule(ownerStaffed, {
  pass: {
    "four members at tier 1": given.service(),
    "three members at tier 2": members(team(crew().tier(2)), four.slice(1)),
    "two members at tier 3": members(team(crew().tier(3)), four.slice(2)),
    "single memberships": four.reduce((all, { username }) => membership(all, username), team(crew())),
    "a list and single memberships together": membership(members(team(crew()), four.slice(1)), "amy"),
    "a list by the team's slug": team(crew()).add({
      type: github.teamMembers,
      name: "crew-members",
      belongs: false,
      props: { teamSlug: "Crew", members: four },
    }),
    "a team whose id only the update will know": members(team(crew()), four).unknown(
      github.teamMembers,
      "crew-members",
      "teamId",
    ),
    "a team with a slug that only the update will know": members(
      team(crew()).unknown(github.team, "crew", "slug"),
      four,
    ),
    "a team whose name is written otherwise than its slug": members(
      team(crew({ team: "the-crew" }), { name: "The Crew" }),
      four,
    ),
    "members of a team below it": members(
      members(team(team(crew()), { parentTeamId: "crew" }, "night-crew"), four.slice(2), "night-crew"),
      four.slice(0, 2),
    ),
    "members of a team two levels below it, in a circle of teams": members(
      team(
        team(team(crew(), { parentTeamId: "watch" }), { parentTeamId: "crew" }, "night-crew"),
        { parentTeamId: "night-crew" },
        "watch",
      ),
      four,
      "watch",
    ),
    "a team that exists already and was seen": seen({}, four),
    "a team of which only the size was seen": seen({ membersCount: 4 }),
    "a declared team whose members another tool keeps, as seen": team(seen({}, four, crew()), { id: "8" }),
    "members who were added by hand beside single memberships": membership(seen({}, four.slice(1)), "amy"),
    "enough members, whatever else only the update will know": membership(
      members(team(crew()), four),
      "eve",
    ).unknown(github.teamMembership, "eve", "username"),
  },
  fail: {
    "three members at tier 1": [members(team(crew()), four.slice(1)), few(3, 4)],
    "two members at tier 2": [members(team(crew().tier(2)), four.slice(2)), few(2, 3)],
    "one member at tier 3": [members(team(crew().tier(3)), four.slice(3)), few(1, 2)],
    "one person twice": [
      membership(members(team(crew()), logins("amy", "ben", "cho", "Amy")), "AMY"),
      few(3, 4),
    ],
    "a team without any member": [team(crew()), few(0, 4)],
    "more members where an organisation asks for them": [
      members(team(crew()), four).parameters({ members: 5 }),
      few(4, 5),
    ],
    "members of another team": [
      members(members(team(team(crew()), {}, "other"), four, "other"), logins("amy")),
      few(1, 4),
    ],
    "members of the team above it": [
      members(
        members(team(team(crew(), { parentTeamId: "above" }), {}, "above"), four, "above"),
        logins("amy"),
      ),
      few(1, 4),
    ],
    "members who were added by hand to a declared list": [
      members(team(seen({ membersCount: 9 }, four, crew())), logins("amy")),
      few(1, 4),
    ],
    "people of the catalog who are in no GitHub team": [
      crew().catalog({
        owns: true,
        teams: [ordersTeam, { name: "crew", members: four.map(({ username }) => ({ login: username })) }],
      }),
      missing,
    ],
    "a team that GitHub does not have": [
      crew({ team: "crew" }).observed("team-members", "crew", "absent"),
      missing,
    ],
    "a team of the catalog that is neither declared nor seen": [crew(), missing],
    "a team that has another slug today": [
      seen({ membersCount: 9 }, four, crew({ team: "old-crew" })).observed(
        "team-members",
        "old-crew",
        "absent",
      ),
      [{ message: "missing", data: { owner: "crew", slug: "old-crew" }, subject: "old-crew" }],
    ],
    "too few members who were seen": [seen({}, logins("amy")), few(1, 4)],
    "too few members by GitHub's count": [seen({ membersCount: 3 }), few(3, 4)],
  },
  notApplicable: {
    "an owner that is no team of the catalog": given.service().facts({ owner: "ghosts" }),
    "a service without an owner": given.service().facts({ owner: undefined }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a team that exists elsewhere": [
      crew({ team: "crew" }),
      "no-collector: the members of team crew is not managed",
    ],
    "a team that another stack declares": [
      crew().catalog({ owns: false, teams: [ordersTeam, { name: "crew" }] }),
      "no-collector",
    ],
    "a team that may not be seen": [
      crew({ team: "crew" }).observed("team-members", "crew", { permission: "Members: read" }),
      "unobserved: GitHub shows the members of team crew only with the permission Members: read",
    ],
    "members that only the update will know": [
      members(team(crew()), four).unknown(github.teamMembers, "crew-members", "members"),
      "planned: members",
    ],
    "a login that only the update will know": [
      members(team(crew()), four).unknown(github.teamMembers, "crew-members", "members[0].username"),
      "planned: members[0].username",
    ],
    "which team a list is of": [
      team(crew())
        .add({ type: github.teamMembers, name: "loose", belongs: false, props: { members: four } })
        .unknown(github.teamMembers, "loose", "teamId"),
      "planned: teamId of loose",
    ],
    "members that a partial run hides": [
      team(crew())
        .add({ type: github.teamMembers, name: "list", props: { teamSlug: "crew", members: four } })
        .hidden(github.teamMembers, "list"),
      "partial: list",
    ],
  },
});
