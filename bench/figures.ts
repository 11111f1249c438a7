/** A figure by name: seconds, or a ratio of two medians of one run. */
export type Figures = Readonly<Record<string, number>>;

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing");
  return (upper + lower) / 2;
}

/** One thing that is timed, by the name that its figure gets. */
export interface Contender {
  readonly name: string;
  run(): Promise<void>;
}

/** Times contenders in turn, so that a drift of the machine hits all of them, after one run of each that does not count. */
export async function inTurn(
  contenders: readonly Contender[],
  runs: number,
  say: (text: string) => void,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { run } of contenders) await run();
  for (let turn = 1; turn <= runs; turn++) {
    for (const { name, run } of contenders) {
      const start = performance.now();
      await run();
      seconds.get(name)?.push((performance.now() - start) / 1_000);
    }
    const last = contenders.map(({ name }) => `${name} ${seconds.get(name)?.at(-1)?.toFixed(2)} s`);
    say(`run ${turn} of ${runs}: ${last.join(", ")}`);
  }
  return seconds;
}

/** Medians of a scenario's series, and the ratio of its first to its second. */
export function figuresOf(scenario: string, seconds: ReadonlyMap<string, readonly number[]>): Figures {
  const medians = [...seconds].map(
    ([name, values]) => [`${scenario}.${name}.seconds`, median(values)] as const,
  );
  const [first, second] = medians;
  if (first === undefined || second === undefined) throw new Error("a ratio needs two series");
  return { ...Object.fromEntries(medians), [`${scenario}.ratio`]: first[1] / second[1] };
}
