import { NotVisibleError, UnansweredError } from "../http/outcome";

/** What a vendor listed, or why it did not, as a clause. */
export type Found<T> =
  | { readonly state: "read"; readonly value: T }
  | { readonly state: "not-read"; readonly reason: string };

/** Reads a part of what a vendor has. A part that is hidden or not answered costs no other. */
export async function found<T>(read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { state: "read", value: await read() };
  } catch (error) {
    if (error instanceof NotVisibleError) return notRead(`these credentials need ${error.permission}`);
    if (error instanceof UnansweredError) return notRead(error.message);
    throw error;
  }
}

export function notRead(reason: string): { readonly state: "not-read"; readonly reason: string } {
  return { state: "not-read", reason };
}

/** What was read, or what stands for it where it was not. */
export function readOr<T>(part: Found<T>, otherwise: T): T {
  return part.state === "read" ? part.value : otherwise;
}
