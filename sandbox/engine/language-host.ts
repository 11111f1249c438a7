/**
 * Stand-in for Pulumi's Node.js language host, for engines that come without it: runs programs and policy packs with
 * the SDK's own launchers. Started by the engine with its address; prints the port that it listens on.
 */
import type { ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { endChild, exitOf, killChildren, startChild } from "./children";
import { listDependencies, packLaunch, programLaunch, sdkVersion } from "./program";
import { watchParent } from "./watch-parent";

/** Exit code of a program that has already told the user why it failed. */
const bail = 32;

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

function run(engineAddress: string): Unary<language.RunRequest, language.RunResponse> {
  return async (call, done) => {
    const response = new language.RunResponse();
    try {
      const { args, cwd, env } = programLaunch(call.request, engineAddress);
      const child = startChild(process.execPath, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
      const code = await exitOf(child);
      if (code === bail) response.setBail(true);
      else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`);
    } catch (error) {
      response.setError(messageOf(error));
    }
    done(null, response);
  };
}

const runPlugin: grpc.handleServerStreamingCall<
  language.RunPluginRequest,
  language.RunPluginResponse
> = async (call) => {
  const { request } = call;
  const info = request.getInfo();
  if (request.getKind() !== "analyzer" || info === undefined) {
    const details = `This language host runs programs and policy packs, not plugins of kind '${request.getKind()}'.`;
    call.emit("error", { code: grpc.status.UNIMPLEMENTED, details });
    return;
  }
  try {
    const { args, cwd, env } = packLaunch(info, request.getArgsList(), request.getEnvList());
    const child = startChild(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    call.on("cancelled", () => endChild(child));
    forward(child, {
      stdout: (data) => call.write(new language.RunPluginResponse().setStdout(data)),
      stderr: (data) => call.write(new language.RunPluginResponse().setStderr(data)),
    });
    call.write(new language.RunPluginResponse().setExitcode(await exitOf(child)));
    call.end();
  } catch (error) {
    call.emit("error", { code: grpc.status.FAILED_PRECONDITION, details: messageOf(error) });
  }
};

const installDependencies: grpc.handleServerStreamingCall<
  language.InstallDependenciesRequest,
  language.InstallDependenciesResponse
> = async (call) => {
  const cwd = call.request.getDirectory();
  const child = startChild("npm", ["install"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  call.on("cancelled", () => endChild(child));
  forward(child, {
    stdout: (data) => call.write(new language.InstallDependenciesResponse().setStdout(data)),
    stderr: (data) => call.write(new language.InstallDependenciesResponse().setStderr(data)),
  });
  const code = await exitOf(child);
  if (code === 0) call.end();
  else
    call.emit("error", {
      code: grpc.status.UNKNOWN,
      details: `npm install failed in ${cwd} with exit code ${code}.`,
    });
};

const getProgramDependencies: Unary<
  language.GetProgramDependenciesRequest,
  language.GetProgramDependenciesResponse
> = (call, done) => {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
  const found = listDependencies(folder).map(({ name, version }) =>
    new language.DependencyInfo().setName(name).setVersion(version),
  );
  done(null, new language.GetProgramDependenciesResponse().setDependenciesList(found));
};

function answer<Request, Response>(make: () => Response): Unary<Request, Response> {
  return (_call, done) => done(null, make());
}

interface Sinks {
  readonly stdout: (data: Uint8Array) => void;
  readonly stderr: (data: Uint8Array) => void;
}

function forward(child: ChildProcess, { stdout, stderr }: Sinks): void {
  child.stdout?.on("data", stdout);
  child.stderr?.on("data", stderr);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function end(code: number): never {
  killChildren();
  process.exit(code);
}

function serve(engineAddress: string): void {
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    handshake: answer(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: answer(() => new PluginInfo().setVersion(sdkVersion())),
    // The engine finds plugins when the program first asks for them.
    getRequiredPlugins: answer(() => new language.GetRequiredPluginsResponse()),
    getRequiredPackages: answer(() => new language.GetRequiredPackagesResponse()),
    run: run(engineAddress),
    runPlugin,
    installDependencies,
    about: answer(() =>
      new language.AboutResponse().setExecutable(process.execPath).setVersion(process.versions.node),
    ),
    getProgramDependencies,
    cancel: answer(() => new Empty()),
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      console.error(`The language host could not listen: ${error.message}`);
      return end(1);
    }
    process.stdout.write(`${port}\n`);
  });
}

watchParent(() => end(1));
process.on("SIGTERM", () => end(143)).on("SIGINT", () => end(130));
// The engine puts its own flags first.
serve(process.argv.at(-1) ?? "");
