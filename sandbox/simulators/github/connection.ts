/** What a connection is asked for. */
export interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** An error of GitHub's type, such as NOT_FOUND. */
export function typed(type: string, message: string): Error {
  return Object.assign(new Error(message), { extensions: { type } });
}

/** A connection over objects, of which only those of the page become nodes. */
export function connection<T, N>(
  all: readonly T[],
  toNode: (one: T) => N,
  edge: (one: T) => object = () => ({}),
) {
  return (page: Page) => {
    const [start, end] = boundsOf(page, all.length);
    const chosen = all.slice(start, end);
    return {
      nodes: () => chosen.map(toNode),
      edges: () =>
        chosen.map((one, index) => ({
          node: toNode(one),
          cursor: cursorOf(start + index + 1),
          ...edge(one),
        })),
      totalCount: all.length,
      pageInfo: {
        hasNextPage: end < all.length,
        hasPreviousPage: start > 0,
        startCursor: chosen.length === 0 ? null : cursorOf(start + 1),
        endCursor: chosen.length === 0 ? null : cursorOf(end),
      },
    };
  };
}

/** Cursors are opaque: what is in them is the simulator's. */
function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString("base64");
}

function positionOf(cursor: string): number {
  const position = Number(
    Buffer.from(cursor, "base64")
      .toString()
      .replace(/^cursor:/, ""),
  );
  if (Number.isInteger(position)) return position;
  throw typed("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
}

function boundsOf({ first, last, after, before }: Page, length: number): readonly [number, number] {
  const size = first ?? last;
  if (size === undefined || size === null)
    throw typed(
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the connection.",
    );
  if (size < 1 || size > 100)
    throw typed(
      "EXCESSIVE_PAGINATION",
      `Requesting ${size} records on the connection exceeds the limit of 100 records.`,
    );
  const from = after ? positionOf(after) : 0;
  const to = before ? positionOf(before) - 1 : length;
  if (first !== undefined && first !== null) return [from, Math.min(from + first, to)];
  return [Math.max(to - size, from), to];
}
