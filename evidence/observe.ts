import type { AnswerSheet, Collector, Question, Told } from "./collector";
import type { ObservedFact } from "./facts";
import type { Progress } from "./progress";
import type { WantedService } from "./wanted";

/** How long all vendors together may take, in seconds. */
const longestSeconds = 300;

export interface ObserveSurround {
  readonly now: () => Date;
  /** Seconds after which whatever is still open is unanswered. */
  readonly seconds?: number;
  readonly progress?: Progress;
}

/** Facts by the service's name; a service without one has an empty list. */
export type Observed = ReadonlyMap<string, readonly ObservedFact[]>;

/**
 * Asks all vendors at once. Every question of every collector has an answer afterwards: what none was told of is
 * unanswered with the reason, so that a vendor that is down makes its own facts unknown and nothing else.
 */
export async function observe(
  collectors: readonly Collector[],
  services: readonly WantedService[],
  surround: ObserveSurround,
): Promise<Observed> {
  const answers = await Promise.all(collectors.map((collector) => askOne(collector, services, surround)));
  // In the order of the vendors, not of their answers, so that outputs change only where facts do.
  return new Map(services.map(({ name }) => [name, answers.flatMap((one) => one.get(name) ?? [])]));
}

async function askOne(
  collector: Collector,
  services: readonly WantedService[],
  { now, seconds = longestSeconds, progress = () => {} }: ObserveSurround,
): Promise<ReadonlyMap<string, readonly ObservedFact[]>> {
  const questions = collector.questions(services);
  const { sheet, close } = openSheet(collector, now, (answered) =>
    progress(collector.vendor, answered, questions.length),
  );
  const why = await within(seconds, collector.collect(services, sheet));
  return close(questions, why);
}

/** Waits for work to end, at most so long; answers why what is still open then is unanswered. */
async function within(seconds: number, work: Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`it did not answer within ${seconds} s`), seconds * 1000);
  });
  const done = work.then(
    () => "the collector did not ask",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

function openSheet({ vendor }: Collector, now: () => Date, progress: (answered: number) => void) {
  /** By service, then by what was asked. */
  const answers = new Map<string, Map<string, ObservedFact>>();
  let answered = 0;
  let isOpen = true;
  const write = ({ service, kind, subject }: Question, answer: Told, at = now().toISOString()): void => {
    // Kind and value belong together by the sheet's own type, which is lost where questions are kept in one list.
    const fact = { kind, subject, source: vendor, at, answer } as ObservedFact;
    const own = answers.get(service) ?? new Map<string, ObservedFact>();
    if (own.size === 0) answers.set(service, own);
    answered -= own.size;
    own.set(keyOf({ kind, subject }), fact);
    answered += own.size;
  };
  const isAnswered = (question: Question): boolean =>
    answers.get(question.service)?.has(keyOf(question)) === true;
  const sheet: AnswerSheet = {
    tell: (question, told, at) => {
      if (!isOpen) return;
      write(question, told, at);
      progress(answered);
    },
    leaveOpen: (question, why) => {
      if (!isAnswered(question)) sheet.tell(question, why);
    },
  };
  const close = (questions: readonly Question[], reason: string) => {
    isOpen = false; // What comes in late must not change what is judged already.
    for (const question of questions) {
      if (!isAnswered(question)) write(question, { state: "unanswered", reason });
    }
    return new Map([...answers].map(([service, own]) => [service, inOrder(own)]));
  };
  return { sheet, close };
}

function inOrder(facts: ReadonlyMap<string, ObservedFact>): readonly ObservedFact[] {
  // Keys alone are sorted several times as fast as pairs, by code units as well.
  return [...facts.keys()].sort().flatMap((key) => facts.get(key) ?? []);
}

/** No kind or subject has a line break. */
function keyOf({ kind, subject }: Pick<Question, "kind" | "subject">): string {
  return `${kind}\n${subject}`;
}
