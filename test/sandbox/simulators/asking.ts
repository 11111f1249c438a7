import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { temporaryFolder } from "../temporary";
import { declareCheckout } from "./declared-checkout";

/** A Monday, at which everything is asked. */
export const now = () => new Date("2026-11-23T07:00:00Z");

const keys = {
  pagerduty: (token: string) => ({ authorization: `Token token=${token}` }),
  datadog: (token: string) => ({ "dd-api-key": "a", "dd-application-key": token }),
} as const;

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  /** Whatever JSON came: tests compare parts of answers of many shapes. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Asking {
  get(path: string, token?: string): Promise<Asked>;
  post(path: string, body: unknown): Promise<Asked>;
}

/** Asks one vendor's simulator over a world with checkout declared, opened before the tests of a suite. */
export function asking(vendor: keyof typeof keys): Asking {
  let open: Simulators | undefined;
  before(async () => {
    const worldDir = temporaryFolder();
    await declareCheckout(worldDir);
    open = await startSimulators({ worldDir, now });
  });
  after(() => open?.close());
  const ask = async (path: string, token: string, init: RequestInit): Promise<Asked> => {
    const response = await fetch(`${open?.[vendor]}${path}`, { headers: keys[vendor](token), ...init });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  return {
    get: (path, token = "key") => ask(path, token, {}),
    post: (path, body) => ask(path, "key", { method: "POST", body: JSON.stringify(body) }),
  };
}
