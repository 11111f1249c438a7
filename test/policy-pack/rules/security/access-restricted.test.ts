import type { FactValue } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import { accessRestricted } from "../../../../policy-pack/rules/security/access-restricted";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Person = FactValue<"collaborators">["people"][number];
type Permission = Person["grants"][number]["permission"];

const member = (login: string, from: Person["grants"][number]["from"], permission: Permission): Person => ({
  login,
  outside: false,
  grants: [{ from, permission }],
});
const outsider = (login: string, permission: Permission): Person => ({
  login,
  outside: true,
  grants: [{ from: "repository", permission }],
});
const seen = (people: Person[], start = inOwnRepository(), complete = true): Given =>
  start.observed("collaborators", "checkout", { value: { people, complete } });
const list = (users: readonly unknown[], start = inOwnRepository()): Given =>
  start.add({
    type: github.repositoryCollaborators,
    name: "own-people",
    props: { repository: "checkout", users },
    dependsOn: { repository: ["own"] },
  });
const single = (props: Record<string, unknown>, start = inOwnRepository(), name = "own-person"): Given =>
  start.add({
    type: github.repositoryCollaborator,
    name,
    props: { repository: "checkout", ...props },
    dependsOn: { repository: ["own"] },
  });
const inTeam = (start: Given, ...logins: readonly string[]): Given =>
  start.add({
    type: github.teamMembers,
    name: "orders-people",
    belongs: false,
    props: { teamId: "7", members: logins.map((username) => ({ username })) },
  });
const out = (who: string, permission: string, on?: string): ExpectedFailure => ({
  message: "outsider",
  data: { who, repository: "checkout", permission },
  subject: who,
  ...(on && { on }),
});
const admin = (who: string, on?: string): ExpectedFailure => ({
  message: "directAdmin",
  data: { who, repository: "checkout" },
  subject: who,
  ...(on && { on }),
});

testRule(accessRestricted, {
  pass: {
    "an owner and a team that administers": given.service(),
    "outsiders who read and triage": seen([outsider("eve", "pull"), outsider("mal", "triage")]),
    "a member who pushes by name": seen([member("amy", "repository", "push")]),
    "nobody with access of their own": seen([]),
    "a declared list of readers, whoever they are": list([
      { username: "eve", permission: "pull" },
      { username: "mal", permission: "triage" },
    ]),
    "a declared list without anybody": list([]),
    "a declared member of a team who pushes": inTeam(list([{ username: "Amy" }]), "amy"),
    "a declared member of a team by a membership of its own": list([{ username: "amy" }]).add({
      type: github.teamMembership,
      name: "amy-in-orders",
      belongs: false,
      props: { teamId: "7", username: "amy" },
    }),
    "a declared member whom GitHub knows": seen(
      [member("amy", "repository", "push")],
      list([{ username: "amy", permission: "maintain" }]),
    ),
    "what a declared list leaves out, since it goes with the next update": seen(
      [outsider("eve", "admin")],
      list([{ username: "mal", permission: "pull" }]),
    ),
    "an outsider whose custom role only reads": seen(
      [outsider("eve", "triage")],
      list([{ username: "eve", permission: "reviewer" }]),
    ),
    "an outsider whose access is declared to shrink": seen(
      [outsider("eve", "push")],
      single({ username: "eve", permission: "pull" }),
    ),
    "a team that administers": seen([]).add({
      type: github.teamRepository,
      name: "own-team",
      props: { repository: "checkout", teamId: "7", permission: "admin" },
    }),
  },
  fail: {
    "an outsider who pushes": [seen([outsider("eve", "push")]), [out("eve", "push")]],
    "an outsider who administers, which is one gap": [
      seen([outsider("eve", "admin")]),
      [out("eve", "admin")],
    ],
    "a member who administers by name": [
      seen([
        {
          login: "amy",
          outside: false,
          grants: [
            { from: "team", permission: "push" },
            { from: "repository", permission: "admin" },
          ],
        },
      ]),
      [admin("amy")],
    ],
    "an outsider by the highest of several permissions": [
      seen([
        {
          login: "eve",
          outside: true,
          grants: [
            { from: "repository", permission: "pull" },
            { from: "repository", permission: "maintain" },
          ],
        },
      ]),
      [out("eve", "maintain")],
    ],
    "a declared outsider who pushes by default": [
      seen([outsider("eve", "pull")], list([{ username: "Eve" }])),
      [out("Eve", "push", "own-people")],
    ],
    "a declared outsider beside others who were seen": [
      seen(
        [outsider("eve", "pull"), outsider("mal", "push")],
        single({ username: "eve", permission: "maintain" }),
      ),
      [out("eve", "maintain", "own-person"), out("mal", "push")],
    ],
    "a declared outsider whose custom role writes": [
      seen([outsider("eve", "maintain")], list([{ username: "eve", permission: "releaser" }])),
      [out("eve", "releaser", "own-people")],
    ],
    "a declared admin, member or not": [
      list([{ username: "amy", permission: "admin" }]),
      [admin("amy", "own-people")],
    ],
    "a declared admin who is a member": [
      inTeam(single({ username: "amy", permission: "admin" }), "amy").observed("collaborators", "checkout", {
        value: { people: [], complete: true },
      }),
      [admin("amy", "own-person")],
    ],
    "an admin beside somebody who is not known": [
      list([{ username: "amy", permission: "admin" }, { username: "x" }]).unknown(
        github.repositoryCollaborators,
        "own-people",
        "users[1].username",
      ),
      [admin("amy", "own-people")],
    ],
    "an outsider although not all were read": [
      seen([outsider("eve", "push")], inOwnRepository(), false),
      [out("eve", "push")],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
  },
  unknown: {
    "who was let in where nobody looks": [
      inOwnRepository(),
      "no-collector: who may do what in repository checkout",
    ],
    "whether somebody who is declared to push is a member": [
      list([{ username: "eve" }]),
      "no-collector: who may do what in repository checkout",
    ],
    "who was let in besides those who are declared one by one": [
      inTeam(single({ username: "amy" }), "amy"),
      "no-collector: who may do what in repository checkout",
    ],
    "what somebody whom GitHub does not know yet is": [
      seen([], list([{ username: "eve" }])),
      "unobserved: GitHub did not tell what eve is to repository checkout",
    ],
    "what a custom role of somebody new amounts to": [
      seen([], list([{ username: "eve", permission: "releaser" }])),
      "unobserved: GitHub did not tell what eve is to repository checkout",
    ],
    "who else was let in": [
      seen([outsider("eve", "pull")], inOwnRepository(), false),
      "unobserved: GitHub names more people with access to repository checkout than were read",
    ],
    "a list that is only known after the update": [
      list([]).unknown(github.repositoryCollaborators, "own-people", "users"),
      "planned: users",
    ],
    "a permission that is only known after the update": [
      seen(
        [outsider("eve", "pull")],
        list([{ username: "eve", permission: "x" }]).unknown(
          github.repositoryCollaborators,
          "own-people",
          "users[0].permission",
        ),
      ),
      "planned: users[0].permission",
    ],
    "what the token may not see": [
      given.service().observed("collaborators", "astronomy-shop", { permission: "push access" }),
      "unobserved: GitHub shows who may do what in repository astronomy-shop only with",
    ],
  },
});
