import { dataClasses, exposures } from "../../catalog/grades";
import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import type { Service } from "../../catalog/schema";
import {
  type Audience,
  audiences,
  type ChangeRate,
  changeRates,
  incidentDays,
  type Revenue,
  revenues,
} from "../../tiers/grading";
import type { Terminal } from "../terminal";

/** What a person says of a service; what is undefined nobody answered. */
export interface Answers extends Pick<Service, "exposure" | "dataClass"> {
  readonly revenue?: Revenue;
  readonly users?: Audience;
  readonly changes?: ChangeRate;
  readonly incidents?: number;
}

type Ask = NonNullable<Terminal["ask"]>;

/** Asks what nobody can read from files; an empty answer is none. */
export async function askAnswers(
  ask: Ask,
  say: Terminal["err"],
  known: { readonly incidents: number | undefined; readonly service: Service },
): Promise<Answers> {
  const { exposure, dataClass } = known.service;
  const choose = <T extends string>(
    question: string,
    choices: readonly T[],
    now?: T,
  ): Promise<T | undefined> =>
    chosen(
      ask,
      say,
      `${question} (${choices.join(", ")}${now === undefined ? "" : `; now ${now}`}) `,
      choices,
    );
  const revenue = await choose("Does revenue rest on it?", revenues);
  const users = await choose("Who notices when it is down?", audiences);
  const changes = await choose("How often does it change?", changeRates);
  const reach = await choose("Who can reach it?", exposures, exposure);
  const data = await choose("What is the most sensitive data that it handles?", dataClasses, dataClass);
  const incidents = known.incidents === undefined ? await count(ask, say) : undefined;
  return {
    ...(revenue && { revenue }),
    ...(users && { users }),
    ...(changes && { changes }),
    ...(reach && { exposure: reach }),
    ...(data && { dataClass: data }),
    ...(incidents === undefined ? {} : { incidents }),
  };
}

async function chosen<T extends string>(
  ask: Ask,
  say: Terminal["err"],
  question: string,
  choices: readonly T[],
): Promise<T | undefined> {
  for (;;) {
    const answer = (await ask(question)).trim().toLowerCase();
    if (answer === "") return undefined;
    const found = choices.find((one) => one.toLowerCase() === answer);
    if (found !== undefined) return found;
    say(
      `${quote(answer)} is none of them.${didYouMean(answer, choices)} Leave it empty where you do not know.`,
    );
  }
}

async function count(ask: Ask, say: Terminal["err"]): Promise<number | undefined> {
  for (;;) {
    const answer = (await ask(`How many incidents in the last ${incidentDays} days? (a number) `)).trim();
    if (answer === "") return undefined;
    if (/^\d{1,6}$/.test(answer)) return Number(answer);
    say(`${quote(answer)} is no number. Leave it empty where you do not know.`);
  }
}
