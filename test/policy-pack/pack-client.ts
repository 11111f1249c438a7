import { spawn } from "node:child_process";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { RawResource } from "../../policy-pack/engine/resource";

/** A violation as the engine would be sent it. */
export interface Diagnostic {
  readonly policy: string;
  readonly enforcement: "advisory" | "mandatory" | "disabled";
  readonly urn: string;
  readonly message: string;
}

/** A policy pack served by the SDK's own server, without any engine. */
export interface ServedPack {
  readonly policies: readonly string[];
  /** Hands over policy config as the engine does: enforcement level (where it says) and properties by policy. */
  configure(
    config: Readonly<
      Record<string, { enforcementLevel?: Diagnostic["enforcement"]; [name: string]: unknown }>
    >,
  ): Promise<void>;
  /** Tells the tags of the stack, as the engine does where its backend has them. */
  tagStack(tags: Readonly<Record<string, string>>): Promise<void>;
  /** Hands over one resource before it is made. */
  analyze(resource: RawResource): Promise<readonly Diagnostic[]>;
  analyzeStack(resources: readonly RawResource[]): Promise<readonly Diagnostic[]>;
  info(): Promise<analyzer.AnalyzerInfo>;
  stop(): void;
}

const levels = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  disabled: analyzer.EnforcementLevel.DISABLED,
} as const;
const largest = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/** Starts the pack in a folder as the language host does, and connects to it. */
export async function servePack(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<ServedPack> {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complained = "";
  child.stderr.on("data", (chunk) => {
    complained += String(chunk);
  });
  const port = await portOf(child.stdout, () => complained);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), largest);
  const call = {
    configure: promisify(
      (request: analyzer.ConfigureAnalyzerRequest, done: (error: Error | null, value?: Empty) => void) =>
        void client.configure(request, done),
    ),
    analyzeStack: promisify(
      (
        request: analyzer.AnalyzeStackRequest,
        done: (error: Error | null, value?: analyzer.AnalyzeResponse) => void,
      ) => void client.analyzeStack(request, done),
    ),
    tagStack: promisify(
      (
        request: analyzer.AnalyzerStackConfigureRequest,
        done: (error: Error | null, value?: analyzer.AnalyzerStackConfigureResponse) => void,
      ) => void client.configureStack(request, done),
    ),
    analyze: promisify(
      (
        request: analyzer.AnalyzeRequest,
        done: (error: Error | null, value?: analyzer.AnalyzeResponse) => void,
      ) => void client.analyze(request, done),
    ),
    info: promisify(
      (done: (error: Error | null, value?: analyzer.AnalyzerInfo) => void) =>
        void client.getAnalyzerInfo(new Empty(), done),
    ),
  };
  const info = async (): Promise<analyzer.AnalyzerInfo> => present(await call.info());
  return {
    info,
    policies: (await info()).getPoliciesList().map((policy) => policy.getName()),
    async configure(config) {
      const request = new analyzer.ConfigureAnalyzerRequest();
      for (const [policy, { enforcementLevel, ...properties }] of Object.entries(config)) {
        const one = new analyzer.PolicyConfig();
        one.setEnforcementlevel(levels[enforcementLevel ?? "mandatory"]);
        one.setProperties(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>)); // tests give JSON
        request.getPolicyconfigMap().set(policy, one);
      }
      await call.configure(request);
    },
    async tagStack(tags) {
      const request = new analyzer.AnalyzerStackConfigureRequest();
      for (const [name, value] of Object.entries(tags)) request.getTagsMap().set(name, value);
      await call.tagStack(request);
    },
    async analyze({ urn, type, name, props }) {
      const request = new analyzer.AnalyzeRequest();
      request.setUrn(urn);
      request.setType(type);
      request.setName(name);
      request.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(props))));
      request.setOptions(new analyzer.AnalyzerResourceOptions());
      return present(await call.analyze(request))
        .getDiagnosticsList()
        .map(diagnosticOf);
    },
    async analyzeStack(resources) {
      const request = new analyzer.AnalyzeStackRequest();
      request.setResourcesList(resources.map(analyzerResource));
      return present(await call.analyzeStack(request))
        .getDiagnosticsList()
        .map(diagnosticOf);
    },
    stop() {
      client.close();
      child.kill("SIGKILL");
    },
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the pack answered nothing");
  return value;
}

function portOf(out: NodeJS.ReadableStream, complaints: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    out.on("data", (chunk) => {
      said += String(chunk);
      const port = /^(\d+)\s*$/m.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    out.on("end", () => reject(new Error(`the pack did not start: ${complaints() || said}`)));
  });
}

function analyzerResource(raw: RawResource): analyzer.AnalyzerResource {
  const resource = new analyzer.AnalyzerResource();
  resource.setUrn(raw.urn);
  resource.setType(raw.type);
  resource.setName(raw.name);
  resource.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(raw.props))));
  resource.setOptions(new analyzer.AnalyzerResourceOptions());
  resource.setParent(raw.parent ?? "");
  resource.setDependenciesList([...raw.dependencies]);
  for (const [property, urns] of Object.entries(raw.propertyDependencies)) {
    const dependencies = new analyzer.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    resource.getPropertydependenciesMap().set(property, dependencies);
  }
  return resource;
}

function diagnosticOf(diagnostic: analyzer.AnalyzeDiagnostic): Diagnostic {
  const level = diagnostic.getEnforcementlevel();
  const enforcement =
    level === levels.mandatory ? "mandatory" : level === levels.disabled ? "disabled" : "advisory";
  return {
    policy: diagnostic.getPolicyname(),
    enforcement,
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
  };
}
