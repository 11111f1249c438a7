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
  const facts = new Map<string, ObservedFact[]>(services.map(({ name }) => [name, []]));
  await Promise.all(
    collectors.map(async (collector) => {
      for (const [service, told] of await askOne(collector, services, surround))
        facts.get(service)?.push(...told);
    }),
  );
  return facts;
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
  const answers = new Map<string, ObservedFact>();
  let isOpen = true;
  const write = (question: Question, answer: Told, at = now().toISOString()): void => {
    const { service, kind, subject } = question;
    // Kind and value belong together by the sheet's own type, which is lost where questions are kept in one list.
    const fact = { kind, subject, source: vendor, at, answer } as ObservedFact;
    answers.set(keyOf({ service, kind, subject }), fact);
  };
  const sheet: AnswerSheet = {
    tell: (question, told, at) => {
      if (!isOpen) return;
      write(question, told, at);
      progress(answers.size);
    },
    leaveOpen: (question, why) => {
      if (!answers.has(keyOf(question))) sheet.tell(question, why);
    },
  };
  const close = (questions: readonly Question[], reason: string) => {
    isOpen = false; // What comes in late must not change what is judged already.
    const facts = new Map<string, ObservedFact[]>();
    for (const question of questions) {
      if (!answers.has(keyOf(question))) write(question, { state: "unanswered", reason });
    }
    for (const [key, fact] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const service = key.slice(0, key.indexOf("\n"));
      facts.set(service, [...(facts.get(service) ?? []), fact]);
    }
    return facts;
  };
  return { sheet, close };
}

/** No name, kind or subject has a line break. */
function keyOf({ service, kind, subject }: Question): string {
  return `${service}\n${kind}\n${subject}`;
}
