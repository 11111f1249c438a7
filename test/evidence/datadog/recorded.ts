import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A folder of exchanges that Datadog itself recorded (HAR), where somebody names one. */
const folder = process.env.DATADOG_RECORDINGS ?? "";

export const isRecorded = existsSync(folder);

const recording = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string(), url: z.string() }),
        response: z.object({ status: z.number(), content: z.object({ text: z.string().optional() }) }),
      }),
    ),
  }),
});

/** The bodies of answers with status 200 to what a path fits. */
export function answersTo(path: RegExp): readonly unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".har"))
    .map((name) => recording.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))))
    .flatMap(({ log }) => log.entries)
    .filter(({ request, response }) => response.status === 200 && path.test(new URL(request.url).pathname))
    .map(({ response }): unknown => JSON.parse(response.content.text ?? "null"));
}
