import { datadog, github, kubernetes, pagerduty } from "../../../../policy-pack/engine/tokens";
import { secretsManaged } from "../../../../policy-pack/rules/security/secrets-managed";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import { githubToken, jumble } from "../../views/secrets/sample-secrets";

import {
  add,
  aToken,
  file,
  leak,
  organisation,
  test,
  underName,
  variable,
  webhook,
  workload,
} from "./secret-cases";

testRule(secretsManaged, {
  pass: {
    "nothing but tests without a secret": given.service(),
    "a variable that is a setting": variable("debug", "LOG_LEVEL"),
    "a value that its SDK wraps, which is never judged": add("github:index/actionsSecret:ActionsSecret", {
      repository: "astronomy-shop",
      secretName: "TOKEN",
      plaintextValue: githubToken,
    }),
    "a key that its SDK wraps, which is never judged": add(datadog.pagerdutyServiceObject, {
      serviceName: "thing",
      serviceKey: jumble(32),
    }),
    "a secret of a webhook, which is the place for it": add(github.repositoryWebhook, {
      repository: "astronomy-shop",
      configuration: { url: "https://ci.example/hook", secret: githubToken },
    }),
    "a test that refers to its secrets": test({
      requestHeaders: { Authorization: "Bearer {{ API_TOKEN }}", "X-Api-Key": "{{API_KEY}}" },
      requestBasicauth: { type: "web", username: "amy", password: "{{ PASSWORD }}" },
      requestClientCertificate: { key: { content: `-----BEGIN ${"PRIVATE"} KEY-----` } },
    }),
    "secure variables of a test": test({
      configVariables: [{ name: "PASSWORD", type: "text", pattern: "hunter2", secure: true }],
    }),
    "a secure variable for all tests": add(datadog.syntheticsGlobalVariable, {
      name: "API_TOKEN",
      value: githubToken,
      secure: true,
      tags: ["service:checkout"],
    }),
    "a workflow that refers to its secrets": file(
      ".github/workflows/ci.yml",
      `env:\n  GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}\n`,
    ),
    "a container that refers to its secrets": workload(kubernetes.deployment, "spec.template.spec", [
      { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
      { name: "LOG_LEVEL", value: "info" },
      { name: "DB_URL", value: "postgres://app:$(DB_PASSWORD)@db/shop" },
    ]),
    "a secret of Kubernetes, which is the place for it": add("kubernetes:core/v1:Secret", {
      stringData: { token: githubToken },
    }),
    "a webhook that refers to its secrets": webhook({
      url: "https://hooks.example/$TOKEN",
      customHeaders: '{"Authorization": "Bearer $API_TOKEN"}',
      payload: '{"text": "$EVENT_TITLE", "token": "$TOKEN"}',
    }),
    "a webhook with a secret that only others call": webhook(
      { url: `https://hooks.example/${githubToken}` },
      "@webhook-payments failed",
    ),
    "a file with a secret in another service's folder": file("src/spare/config.env", githubToken),
    "a variable with a secret for other repositories of the organisation": organisation({
      visibility: "selected",
      selectedRepositoryIds: [12, 13],
    }),
    "a variable with a secret for private repositories of the organisation": organisation({
      visibility: "private",
    }),
    "a variable with a secret of an organisation whose repositories are declared elsewhere": organisation(
      {},
    ).catalog({ owns: false }),
  },
  fail: {
    "a variable with a token": [variable(githubToken), [leak("value (SETTING)", aToken)]],
    "a variable under a secret's name": [
      variable("hunter2", "DB_PASSWORD"),
      [leak("value (DB_PASSWORD)", underName)],
    ],
    "a variable of an environment": [
      add(github.actionsEnvironmentVariable, {
        repository: "astronomy-shop",
        environment: "production",
        variableName: "X",
        value: githubToken,
      }),
      [leak("value (X)", aToken)],
    ],
    "a variable for private repositories of the organisation": [
      organisation({ visibility: "private" }, "private"),
      [leak("value (SETTING)", aToken)],
    ],
    "a variable of the organisation for this repository among others": [
      organisation({ visibility: "selected", selectedRepositoryIds: [10, 11] }),
      [leak("value (SETTING)", aToken)],
    ],
    "the address of a webhook": [
      add(github.repositoryWebhook, {
        repository: "astronomy-shop",
        configuration: { url: "https://ci:hunter2@ci.example/hook" },
      }),
      [leak("configuration.url", "a password in an address")],
    ],
    "a parameter in the address of a webhook": [
      add(github.repositoryWebhook, {
        repository: "astronomy-shop",
        configuration: { url: "https://ci.example/hook?token=a1b2c3d4e5" },
      }),
      [leak("configuration.url", underName)],
    ],
    "headers, sign-in, address and body of a test, each by itself": [
      test({
        requestHeaders: { Authorization: "Bearer a1b2c3d4", Accept: "text/html" },
        requestQuery: { api_key: "a1b2c3d4" },
        requestBasicauth: {
          type: "web",
          username: "amy",
          password: "hunter2",
          addClaimsExp: true,
          expiresIn: 60,
        },
        requestDefinition: { url: "https://amy:hunter2@shop.example", body: `{"token": "${githubToken}"}` },
        requestProxy: { url: "https://proxy.example", headers: { "Proxy-Authorization": "Basic YW15Omg=" } },
      }),
      [
        leak("requestHeaders.Authorization", underName, "probe"),
        leak("requestQuery.api_key", underName, "probe"),
        leak("requestBasicauth.password", underName, "probe"),
        leak("requestDefinition.url", "a password in an address", "probe"),
        leak("requestDefinition.body", aToken, "probe"),
        leak("requestProxy.headers.Proxy-Authorization", underName, "probe"),
      ],
    ],
    "variables of a test that are not secure": [
      test({
        configVariables: [
          { name: "PASSWORD", type: "text", pattern: "hunter2" },
          { name: "USER", type: "text", pattern: "amy", example: githubToken, secure: false },
        ],
        browserVariables: [{ name: "API_KEY", type: "text", pattern: "a1b2c3d4" }],
      }),
      [
        leak("configVariables[0].pattern (PASSWORD)", underName, "probe"),
        leak("configVariables[1].example (USER)", aToken, "probe"),
        leak("browserVariables[0].pattern (API_KEY)", underName, "probe"),
      ],
    ],
    "a step of a test": [
      test({ apiSteps: [{ name: "a" }, { name: "b", requestHeaders: { "X-Auth-Token": "a1b2c3d4" } }] }),
      [leak("apiSteps[1].requestHeaders.X-Auth-Token", underName, "probe")],
    ],
    "a variable for all tests that is not secure": [
      add(datadog.syntheticsGlobalVariable, { name: "X", value: githubToken, tags: ["service:checkout"] }),
      [leak("value (X)", aToken, "X")],
    ],
    "a webhook that the service's monitors call": [
      webhook({
        url: `https://hooks.slack.com/services/T0AB1CD2E/B0AB1CD2E/${jumble(24)}`,
        customHeaders: `{"DD-API-KEY": "${jumble(32)}"}`,
        payload: `{"routing_key": "${jumble(32)}"}`,
      }),
      [
        leak("url", "a Slack webhook address", "orders"),
        leak("customHeaders", underName, "orders"),
        leak("payload", underName, "orders"),
      ],
    ],
    "an extension of the service": [
      given.service().add({
        type: pagerduty.extension,
        name: "thing",
        belongs: false,
        props: {
          name: "chat",
          config: `{"access_token": "${jumble(20)}"}`,
          endpointUrl: "https://chat.example/hook",
        },
        dependsOn: { extensionObjects: ["checkout-pagerduty"] },
      }),
      [leak("config", underName, "chat")],
    ],
    "a file in the service's folder, with the line": [
      file("src/checkout/config.env", `A=1\nNPM=npm_${jumble(36)}\n`),
      [leak("content line 2", "an npm token", "thing", "content")],
    ],
    "a file outside of all folders": [
      file("deploy/values.yaml", `password: "hunter2"`),
      [leak("content", underName)],
    ],
    "a config map": [
      add(kubernetes.configMap, {
        metadata: { labels: { "app.kubernetes.io/name": "checkout" } },
        data: {
          LOG_LEVEL: "info",
          DB_PASSWORD: "hunter2",
          "application.properties": "a=b\nspring.datasource.password=hunter2\n",
        },
      }),
      [
        leak("data.DB_PASSWORD", underName),
        leak("data.application.properties line 2", underName, "thing", "data.application.properties"),
      ],
    ],
    "the name of a field, which is not told": [
      add(kubernetes.configMap, { data: { [githubToken]: "hunter2" } }),
      [leak("the name of a field", aToken)],
    ],
    "a resource whose name is a secret, which is not told": [
      add(datadog.syntheticsGlobalVariable, { name: githubToken, value: "x", tags: ["service:checkout"] }),
      [leak("the name of a field", aToken, "(hidden)")],
    ],
    "containers of a deployment": [
      workload(kubernetes.deployment, "spec.template.spec", [
        { name: "LOG_LEVEL", value: "info" },
        { name: "STRIPE_KEY", value: `sk_${"live"}_${jumble(24)}` },
      ]),
      [leak("spec.template.spec.containers[0].env[1].value (STRIPE_KEY)", "a Stripe key")],
    ],
    "containers that run first": [
      workload(
        kubernetes.statefulSet,
        "spec.template.spec",
        [{ name: "DB_PASSWORD", value: "x9" }],
        "initContainers",
      ),
      [leak("spec.template.spec.initContainers[0].env[0].value (DB_PASSWORD)", underName)],
    ],
    ...Object.fromEntries(
      (
        [
          [kubernetes.daemonSet, "spec.template.spec"],
          [kubernetes.job, "spec.template.spec"],
          [kubernetes.replicaSet, "spec.template.spec"],
          [kubernetes.rollout, "spec.template.spec"],
          [kubernetes.pod, "spec"],
          [kubernetes.cronJob, "spec.jobTemplate.spec.template.spec"],
        ] as const
      ).map(([type, path]) => [
        `containers of ${type}`,
        [
          workload(type, path, [{ name: "X", value: githubToken }]),
          [leak(`${path}.containers[0].env[0].value (X)`, aToken)],
        ],
      ]),
    ),
    "a secret beside fields that are not known": [
      workload(kubernetes.deployment, "spec.template.spec", [
        { name: "A", value: "x" },
        { name: "B", value: githubToken },
      ]).unknown(kubernetes.deployment, "thing", "spec.template.spec.containers[0].env[0].value"),
      [leak("spec.template.spec.containers[0].env[1].value (B)", aToken)],
    ],
    "a secret under a name that is not known": [
      variable(githubToken).unknown(github.actionsVariable, "thing", "variableName"),
      [leak("value", aToken)],
    ],
  },
  notApplicable: {
    "a service of which nothing has such a field": given
      .service()
      .without(datadog.syntheticsTest)
      .without(kubernetes.deployment)
      .without(github.repositoryFile),
  },
  unknown: {
    "a variable that is only known after the update": [
      variable("x").unknown(github.actionsVariable, "thing", "value"),
      "planned: value of",
    ],
    "headers that are only known after the update": [
      test({ requestHeaders: {} }).unknown(datadog.syntheticsTest, "thing", "requestHeaders"),
      "planned: requestHeaders",
    ],
    "containers that are only known after the update": [
      workload(kubernetes.deployment, "spec.template.spec", []).unknown(
        kubernetes.deployment,
        "thing",
        "spec.template.spec.containers",
      ),
      "planned: spec.template.spec.containers",
    ],
    "what a partial run hides": [variable("x").hidden(github.actionsVariable), "partial"],
  },
});
