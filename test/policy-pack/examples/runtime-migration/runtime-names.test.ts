import assert from "node:assert/strict";
import {
  nameOf,
  parseRuntime,
  runtimeOfImage,
} from "../../../../policy-pack/examples/runtime-migration/runtime-names";

describe("a runtime's name", () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    nodejs22: "nodejs22",
    "nodejs16.x": "nodejs16",
    "python3.8": "python3.8",
    "python3.10": "python3.10",
    python38: "python3.8",
    python312: "python3.12",
    python3: "python3",
    "ruby2.7": "ruby2.7",
    ruby33: "ruby3.3",
    php81: "php8.1",
    go121: "go1.21",
    "go1.x": "go1",
    java8: "java8",
    "java8.al2": "java8",
    java21: "java21",
    dotnet6: "dotnet6",
    "dotnetcore3.1": "dotnet3.1",
    "NODE|16-lts": "nodejs16",
    "Node|~22": undefined,
    "PYTHON|3.9": "python3.9",
    "DOTNETCORE|8.0": "dotnet8.0",
    "DOTNET-ISOLATED|8.0": "dotnet8.0",
    "node-v18.19.1": "nodejs18.19.1",
    nodejs: undefined,
    "provided.al2": undefined,
    debian12: undefined,
    constructor1: undefined,
    "": undefined,
    "22": undefined,
  };
  for (const [text, expected] of Object.entries(cases))
    it(`${JSON.stringify(text)} tells ${expected ?? "nothing"}`, () => {
      const runtime = parseRuntime(text);
      assert.equal(runtime && nameOf(runtime), expected);
    });
  it("is read in no time, however long it is", () => {
    const start = performance.now();
    for (const text of ["a-".repeat(5_000_000), `nodejs${"1.".repeat(5_000_000)}`, "-".repeat(10_000_000)]) {
      parseRuntime(text);
      runtimeOfImage(text);
    }
    assert.ok(performance.now() - start < 1_000);
  });
});

describe("an image", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  const cases: Readonly<Record<string, string | undefined>> = {
    "node:16": "nodejs16",
    "node:16.20.2-alpine3.18": "nodejs16.20.2",
    [`node:22@${digest}`]: "nodejs22",
    "docker.io/node:20": "nodejs20",
    "docker.io/library/python:3.8-slim": "python3.8",
    "public.ecr.aws/docker/library/ruby:2.7": "ruby2.7",
    "golang:1.22": "go1.22",
    "eclipse-temurin:17-jre": "java17",
    "amazoncorretto:8-alpine": "java8",
    "php:8.2-apache": "php8.2",
    "public.ecr.aws/lambda/nodejs:18": "nodejs18",
    "public.ecr.aws/lambda/python:3.12": "python3.12",
    "mcr.microsoft.com/dotnet/aspnet:6.0": "dotnet6.0",
    "gcr.io/distroless/nodejs20-debian12": "nodejs20",
    "gcr.io/distroless/nodejs20-debian12:nonroot": "nodejs20",
    "gcr.io/distroless/nodejs:16": "nodejs16",
    "gcr.io/distroless/static-debian12": undefined,
    "node:lts": undefined,
    "node:latest": undefined,
    node: undefined,
    [`node@${digest}`]: undefined,
    "ghcr.io/shop/checkout:1.4.2": undefined,
    "ghcr.io/shop/node:16": undefined,
    "registry.shop.example:5000/python:3.8": undefined,
    "mcr.microsoft.com/azure-cli:2.0": undefined,
    "constructor:1": undefined,
    "": undefined,
  };
  for (const [image, expected] of Object.entries(cases))
    it(`${image.replace(/0{64}/, "…") || "without a name"} tells ${expected ?? "nothing"}`, () => {
      const runtime = runtimeOfImage(image);
      assert.equal(runtime && nameOf(runtime), expected);
    });
});
