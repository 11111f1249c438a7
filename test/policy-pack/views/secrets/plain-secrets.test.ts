import assert from "node:assert/strict";
import { plainSecretIn } from "../../../../policy-pack/views/secrets/plain-secrets";
import { cpuTime } from "../../cpu-time";
import { githubToken, jumble, sampleTokens } from "./sample-secrets";

const underName = "a value under a name that only secrets have";
const inAddress = "a password in an address";
const secretWord = `Xy9${jumble(14)}`;

describe("a secret that is written out", () => {
  for (const [index, [shape, token]] of sampleTokens.entries()) {
    it(`is seen as ${shape} (sample ${index + 1}), alone and in the middle of a text`, () => {
      assert.deepEqual(plainSecretIn(token), { shape });
      assert.deepEqual(plainSecretIn(`first: line\nuse "${token}" here\n`), { shape, line: 2 });
    });
  }

  const seen: Readonly<Record<string, readonly [string, string | undefined, string]>> = {
    "a user and a password in an address": ["https://amy:hunter2@shop.example/x", undefined, inAddress],
    "a password without a user in an address": ["redis://:hunter2@cache:6379/0", undefined, inAddress],
    "a password after a name in camel case": ["hunter2", "dbPassword", underName],
    "a short word under a password's name": ["hunter", "POSTGRES_PASSWORD", underName],
    "a number under a password's name": ["123456", "password", underName],
    "a password that ends in a line break": ["hunter2\n", "password", underName],
    "a shortened password": ["hunter2", "DB_PASS", underName],
    "a key of Datadog by its name": [jumble(32), "DD_API_KEY", underName],
    "a secret key of AWS by its name": [jumble(40), "AWS_SECRET_ACCESS_KEY", underName],
    "a token by its name": [secretWord, "SONAR_TOKEN", underName],
    "a header that signs in": [`Bearer ${secretWord}`, "Authorization", underName],
    "a header that signs in with name and password": ["Basic YW15Omh1bnRlcjI=", "authorization", underName],
    "an integration key of PagerDuty by its name": [jumble(32), "routing_key", underName],
    "a secret under a name in JSON": [`{"name": "x", "password": "hunter2"}`, undefined, underName],
    "a header in JSON": [`{"Authorization": "Bearer ${secretWord}"}`, undefined, underName],
    "a parameter of an address": [`https://shop.example/hook?token=${secretWord}&x=1`, undefined, underName],
    "a header in a list of headers": [`x=1,api-key=${secretWord}`, undefined, underName],
    "a token within what looks like a reference": [`{{ ${githubToken} }}`, undefined, "a GitHub token"],
    "a token in an expression": [`\${{ '${githubToken}' }}`, undefined, "a GitHub token"],
    "a literal behind a reference": [`{{ PREFIX }}${jumble(20)}`, "password", underName],
    "a second token after one that is an example": [
      `AKIAIOSFODNN7EXAMPLE AKIA${jumble(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
      undefined,
      "an AWS access key",
    ],
  };
  for (const [name, [text, key, shape]] of Object.entries(seen)) {
    it(`is seen in ${name}`, () => assert.deepEqual(plainSecretIn(text, key), { shape: shape }));
  }

  const inLines: Readonly<Record<string, readonly [string, number]>> = {
    YAML: ["user: amy\npassword: hunter2\n", 2],
    "YAML with a sign-in": [`headers:\n  x: y\n  Authorization: Bearer ${secretWord}\n`, 3],
    "an environment file": [`A=1\n\nexport API_TOKEN=${secretWord}\n`, 3],
    properties: ["a=b\nspring.datasource.password=hunter2\n", 2],
    "a program": [`const token = "${secretWord}";\n`, 1],
  };
  for (const [name, [text, line]] of Object.entries(inLines)) {
    it(`is seen with its line in ${name}`, () =>
      assert.deepEqual(plainSecretIn(text), { shape: underName, line }));
  }

  const clean: Readonly<Record<string, readonly [string, string?]>> = {
    "an empty text": [""],
    "an empty password": ["", "password"],
    "a level of logs": ["info", "LOG_LEVEL"],
    "a reference of a test": ["{{ API_PASSWORD }}", "password"],
    "a header with a reference": ["Bearer {{ API_TOKEN }}", "Authorization"],
    "a header of PagerDuty with a reference": ["Token token={{ PD_TOKEN }}", "Authorization"],
    "a reference of GitHub": [`\${{ secrets.NPM_TOKEN }}`, "NPM_TOKEN"],
    "a reference of Kubernetes": ["$(DB_PASSWORD)", "PASSWORD"],
    "a reference of a shell": [`\${DB_PASSWORD}`, "PASSWORD"],
    "references of Datadog's webhooks": [`{"DD-API-KEY": "$DD_API_KEY", "token": "$TOKEN"}`],
    "an address with references": ["https://{{ USER }}:{{ PASSWORD }}@shop.example"],
    "an address with a port": ["http://shop.example:8080/a@b"],
    "a clone over SSH": ["git@github.com:shop/checkout.git"],
    "the path of a file with the password": ["/run/secrets/db-password", "DB_PASSWORD"],
    "the name of a file under another name": ["x9-file-1234", "PASSWORD_FILE"],
    "the name of a secret": ["checkout-database", "DB_SECRET"],
    "the address that tokens come from": ["https://login.example/oauth/token9", "TOKEN"],
    "a number of tokens": ["4096", "MAX_TOKEN"],
    "the id of a key": ["key-1234-abcd-5678", "ACCESS_KEY_ID"],
    "a public key": [`ssh-rsa ${jumble(80)}`, "PUBLIC_KEY"],
    "the folder that a shell is in": ["/home/app1", "PWD"],
    "a switch": ["true", "REQUIRE_PASSWORD"],
    "a key of a queue": ["orders.created.v2", "routing_key"],
    "an example of the issuer": ["AKIAIOSFODNN7EXAMPLE"],
    "a row of the same letter": [`ghp_${"x".repeat(36)}`],
    "a text as long as a key under any other name": [
      `{"checksum": "${jumble(32)}", "page": "${jumble(32)}"}`,
    ],
    "a digest": [`sha256:${jumble(64, "0123456789abcdef")}`],
    "a commit": [`actions/checkout@${jumble(40, "0123456789abcdef")}`],
    "a word with the beginning of a token in it": [`laughs_${jumble(36)}`],
    "a workflow": [
      `env:\n  GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }} # from GitHub\n  password: \${{ inputs.password }}\n`,
    ],
    prose: ["Ask for the password: somebody on call has it. A token: see the wiki.\n"],
    "a program that asks for its secrets": [
      "const token = process.env.TOKEN1;\nconst password = readPassword1(file);\ntoken: string;\n",
    ],
    "a schema": ["password:\n  type: string\ntoken: string\nsecret: <your-secret-1>\n"],
  };
  for (const [name, [text, key]] of Object.entries(clean)) {
    it(`is not seen in ${name}`, () => assert.equal(plainSecretIn(text, key), undefined));
  }

  it("is looked for in time that grows with the text only, whatever the text", () => {
    const size = 2_000_000;
    const hostile = [
      "ghp_",
      "eyJ-",
      "eyJa.eyJa.",
      "glpat-.",
      "a:",
      "a='",
      'a="',
      "password: ",
      "a.a.",
      "http://a:",
      "{{ ",
      "${",
      "$A",
      "-----BEGIN ",
      "\n",
      " ",
      "xoxb-",
      "A",
    ].map((piece) => piece.repeat(size / piece.length));
    for (const text of hostile) {
      const took = cpuTime(() => plainSecretIn(text));
      assert.ok(took < 3000, `${JSON.stringify(text.slice(0, 12))}… took ${took} ms`);
    }
  }).timeout(60_000);
});
