import { github } from "../../../../policy-pack/engine/tokens";
import { workflowTokenReadOnly } from "../../../../policy-pack/rules/security/workflow-token-read-only";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const own = (props: Record<string, unknown>, start = inOwnRepository(), name = "own-token"): Given =>
  start.add({
    type: github.workflowRepositoryPermissions,
    name,
    props: { repository: "checkout", ...props },
    dependsOn: { repository: ["own"] },
  });
const actions = (props: Record<string, unknown>, start: Given): Given =>
  start.add({
    type: github.actionsRepositoryPermissions,
    name: "own-actions",
    props: { repository: "checkout", ...props },
    dependsOn: { repository: ["own"] },
  });
const organisation = (props: Record<string, unknown>, start = inOwnRepository(), slug = "shop"): Given =>
  start.add({
    type: github.actionsOrganizationWorkflowPermissions,
    name: "organisation-token",
    belongs: false,
    props: { organizationSlug: slug, ...props },
  });
const enterprise = (props: Record<string, unknown>, start = inOwnRepository()): Given =>
  start.add({
    type: github.enterpriseActionsWorkflowPermissions,
    name: "enterprise-token",
    belongs: false,
    props: { enterpriseSlug: "shops", ...props },
  });
const seen = (
  start: Given,
  ...resources: readonly (readonly [string, Record<string, string | boolean>])[]
): Given =>
  start.observed("actions-permissions", "checkout", {
    value: {
      resources: resources.map(([type, props]) => ({
        type,
        id: "checkout",
        name: "seen",
        props: { repository: "checkout", ...props },
      })),
    },
  });
const token = github.workflowRepositoryPermissions;
const elsewhere = (): Given =>
  given
    .service()
    .facts({ repository: "checkout", path: undefined })
    .catalog({ owns: false, observe: ["github"] });
const writes = (on: string, found = "write"): ExpectedFailure => ({
  message: "writes",
  data: { repository: "checkout", found },
  subject: "checkout",
  on,
});

testRule(workflowTokenReadOnly, {
  pass: {
    "a default that several services share": given.service(),
    "a default that only reads": own({ defaultWorkflowPermissions: "read" }),
    "a default that only reads in an organisation whose own writes": own(
      { defaultWorkflowPermissions: "read" },
      organisation({ defaultWorkflowPermissions: "write" }),
    ),
    "what the organisation says where the repository says nothing": organisation(
      { defaultWorkflowPermissions: "read" },
      own({ canApprovePullRequestReviews: false }),
    ),
    "an organisation that says nothing, which means to read": organisation({}),
    "an enterprise that says nothing, which means to read": enterprise({}),
    "an organisation that goes before its enterprise": enterprise(
      { defaultWorkflowPermissions: "write" },
      organisation({ defaultWorkflowPermissions: "read" }),
    ),
    "what GitHub says of a repository that is declared without it": seen(inOwnRepository(), [
      token,
      { defaultWorkflowPermissions: "read" },
    ]),
    "what GitHub says of a repository of another stack": seen(elsewhere(), [
      token,
      { defaultWorkflowPermissions: "read" },
    ]),
    "what is declared although GitHub still says otherwise": seen(
      own({ defaultWorkflowPermissions: "read" }),
      [token, { defaultWorkflowPermissions: "write" }],
    ),
    "workflows that may approve pull requests but not write": own({
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: true,
    }),
  },
  fail: {
    "a default that writes": [own({ defaultWorkflowPermissions: "write" }), [writes("own-token")]],
    "a default that writes and approves": [
      own({ defaultWorkflowPermissions: "write", canApprovePullRequestReviews: true }),
      [writes("own-token", "write, and approve pull requests")],
    ],
    "a default that writes in an organisation whose own reads": [
      own({ defaultWorkflowPermissions: "write" }, organisation({ defaultWorkflowPermissions: "read" })),
      [writes("own-token")],
    ],
    "two resources of which one writes": [
      own(
        { defaultWorkflowPermissions: "write" },
        own({ defaultWorkflowPermissions: "read" }),
        "own-token-too",
      ),
      [writes("own-token-too")],
    ],
    "an organisation that writes": [
      organisation({ defaultWorkflowPermissions: "write" }, inOwnRepository(), "Shop"),
      [writes("organisation-token")],
    ],
    "an enterprise that writes": [
      enterprise({ defaultWorkflowPermissions: "write" }),
      [writes("enterprise-token")],
    ],
    "what GitHub says of a repository in an organisation that is declared to read": [
      seen(organisation({ defaultWorkflowPermissions: "read" }), [
        token,
        { defaultWorkflowPermissions: "write" },
      ]),
      [writes("seen")],
    ],
    "what GitHub says of a repository of another stack": [
      seen(
        elsewhere(),
        [token, { defaultWorkflowPermissions: "write" }],
        [github.actionsRepositoryPermissions, { enabled: true }],
      ),
      [writes("seen")],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a repository whose Actions are off": actions(
      { enabled: false },
      own({ defaultWorkflowPermissions: "write" }),
    ),
    "a repository whose Actions GitHub calls off": seen(
      elsewhere(),
      [token, { defaultWorkflowPermissions: "write" }],
      [github.actionsRepositoryPermissions, { enabled: false }],
    ),
    "an organisation without Actions": own({ defaultWorkflowPermissions: "write" }).add({
      type: github.actionsOrganizationPermissions,
      name: "no-actions",
      belongs: false,
      props: { enabledRepositories: "none" },
    }),
  },
  unknown: {
    "a default that nothing declares": [
      actions({ allowedActions: "all" }, inOwnRepository()),
      "no-collector: what the workflow token of repository checkout may do",
    ],
    "a default that another organisation declares": [
      organisation({ defaultWorkflowPermissions: "read" }, inOwnRepository(), "bazaar"),
      "no-collector",
    ],
    "a default that GitHub left out": [
      seen(inOwnRepository(), [github.actionsRepositoryPermissions, { enabled: true }]),
      "unobserved: GitHub did not tell what the workflow token of repository checkout may do",
    ],
    "a default that the token may not see": [
      elsewhere().observed("actions-permissions", "checkout", { permission: "Administration: read" }),
      "unobserved: GitHub shows what the workflow token of repository checkout may do only with",
    ],
    "a default that is only known after the update": [
      own({}).unknown(token, "own-token", "defaultWorkflowPermissions"),
      "planned: defaultWorkflowPermissions",
    ],
    "whose default it is before the update": [
      inOwnRepository().add({
        type: token,
        name: "some-token",
        props: {
          repository: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
          defaultWorkflowPermissions: "read",
        },
      }),
      "planned: the repository of some-token",
    ],
  },
});
