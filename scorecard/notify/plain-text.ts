import { oneLine } from "../../policy-pack/engine/text";
import { leftOutText, type Message, shortenedTo } from "./message";

const mostLines = 20;

/** A message as text for a terminal, without a line break that it does not make itself. */
export function plainTextOf(whole: Message): string {
  const message = shortenedTo(whole, mostLines);
  const { title, intro, sections, report } = message;
  return [
    oneLine(title),
    ...intro.map((one) => `  ${oneLine(one)}`),
    ...sections.flatMap((section) => {
      const rest = leftOutText(section, message);
      return [
        `  ${oneLine(section.title)}`,
        ...section.lines.flatMap(({ lead, texts }) => [
          `    ${oneLine(lead)}`,
          ...texts.map(
            ({ text, url }) => `      ${oneLine(text)}${url === undefined ? "" : ` ${oneLine(url)}`}`,
          ),
        ]),
        ...(rest === undefined ? [] : [`    ${rest}`]),
      ];
    }),
    ...(report === undefined ? [] : [`  ${oneLine(report)}`]),
  ].join("\n");
}
