import type { JsonObject } from "../world/schema";
import { publicId } from "./datadog-objects";
import { isObject, type Path } from "./paths";
import type { CheckFailure, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const assertionTypes = [
  "body",
  "header",
  "statusCode",
  "certificate",
  "responseTime",
  "property",
  "recordEvery",
  "recordSome",
  "tlsVersion",
  "minTlsVersion",
  "latency",
  "packetLossPercentage",
  "packetsReceived",
  "networkHop",
  "receivedMessage",
  "grpcHealthcheckStatus",
  "grpcMetadata",
  "grpcProto",
  "connection",
  "multiNetworkHop",
  "jitter",
  "mcpToolNameLength",
  "mcpToolCount",
  "bodyHash",
  "javascript",
  "mcpRespectsSpecification",
  "mcpServerCapabilities",
];
const assertionOperators = [
  "contains",
  "doesNotContain",
  "is",
  "isNot",
  "lessThan",
  "lessThanOrEqual",
  "moreThan",
  "moreThanOrEqual",
  "matches",
  "doesNotMatch",
  "validates",
  "isInMoreThan",
  "isInLessThan",
  "doesNotExist",
  "isUndefined",
  "validatesJSONPath",
  "validatesJSONSchema",
  "validatesXPath",
  "md5",
  "sha1",
  "sha256",
];
const renotifyMinutes = [
  "0",
  "10",
  "20",
  "30",
  "40",
  "50",
  "60",
  "90",
  "120",
  "180",
  "240",
  "300",
  "360",
  "720",
  "1440",
];

function requiredOfAssertions(at: Path): readonly Path[] {
  return [
    `${at}.type`,
    `${at}.targetMcpCapabilities.capabilities`,
    `${at}.targetjsonpath.jsonpath`,
    `${at}.targetjsonpath.operator`,
    `${at}.targetjsonschema.jsonschema`,
    `${at}.targetxpath.operator`,
    `${at}.targetxpath.xpath`,
  ];
}

const syntheticsTest: ResourceType = {
  kind: "syntheticsTest",
  required: [
    "locations",
    "name",
    "status",
    "type",
    ...requiredOfAssertions("assertions[]"),
    "configVariables[].name",
    "configVariables[].type",
    "optionsList.tickEvery",
    "optionsList.rumSettings.isEnabled",
    "optionsList.scheduling.timeframes",
    "optionsList.scheduling.timeframes[].day",
    "optionsList.scheduling.timeframes[].from",
    "optionsList.scheduling.timeframes[].to",
    "optionsList.scheduling.timezone",
    "requestClientCertificate.cert",
    "requestClientCertificate.key",
    "requestFiles[].name",
    "requestFiles[].size",
    "requestFiles[].type",
    "requestProxy.url",
  ],
  defaults: {
    message: "",
    "assertions[].targetjsonpath.elementsoperator": "firstElementMatches",
    "assertions[].targetjsonschema.metaschema": "draft-07",
    "optionsList.httpVersion": "any",
    "optionsList.minFailureDuration": 0,
    "optionsList.minLocationFailed": 1,
    "optionsList.monitorOptions.renotifyInterval": 0,
    "optionsList.retry.count": 0,
    "optionsList.retry.interval": 300,
    "configVariables[].secure": false,
    "requestBasicauth.audience": "",
    "requestBasicauth.resource": "",
    "requestBasicauth.scope": "",
    "requestBasicauth.tokenPrefix": "Bearer",
    "requestBasicauth.type": "web",
    "requestClientCertificate.cert.filename": "Provided in Terraform config",
    "requestClientCertificate.key.filename": "Provided in Terraform config",
  },
  values: {
    type: ["api", "browser", "mobile", "network"],
    subtype: ["http", "ssl", "tcp", "dns", "multi", "icmp", "udp", "websocket", "grpc"],
    status: ["live", "paused"],
    "assertions[].type": assertionTypes,
    "assertions[].operator": assertionOperators,
    "optionsList.httpVersion": ["http1", "http2", "any"],
    "optionsList.monitorOptions.renotifyInterval": renotifyMinutes,
  },
  ranges: {
    "optionsList.tickEvery": [30, 604_800],
    "optionsList.retry.count": [0, 3],
    "optionsList.retry.interval": [0, 5_000],
    "optionsList.monitorPriority": [1, 5],
  },
  nonEmpty: ["locations"],
  outputs: ["monitorId"],
  computed: ["subtype"],
  secrets: ["requestBasicauth.password", "requestBasicauth.clientSecret", "requestBasicauth.secret"],
  replaceOn: ["subtype", "type"],
  unordered: ["locations", "tags"],
  judge: (inputs) => [...requestOfApiTest(inputs), ...browserTick(inputs)],
  newId: publicId,
  once: (inputs, { random }) => ({
    monitorId: random.number(),
    ...(inputs.type === "api" ? { subtype: "http" } : {}),
  }),
};

function requestOfApiTest({ type, subtype, requestDefinition }: JsonObject): readonly CheckFailure[] {
  if (type !== "api" || subtype === "multi" || requestDefinition !== undefined) return [];
  return [{ property: "requestDefinition", reason: `"requestDefinition" is required for an api test` }];
}

function browserTick({ type, optionsList }: JsonObject): readonly CheckFailure[] {
  if (type !== "browser" || !isObject(optionsList) || isUnknown(optionsList.tickEvery)) return [];
  if (Number(optionsList.tickEvery) >= 60) return [];
  const property = "optionsList.tickEvery";
  return [{ property, reason: `expected ${property} to be in the range (60 - 604800) for a browser test` }];
}

/** Synthetic tests. */
export const datadogSyntheticsTypes: ResourceTypes = {
  "datadog:index/syntheticsTest:SyntheticsTest": syntheticsTest,
};
