/** Text of others as a reader should see it: what is invisible or turns the line around is shown by its code. */
export function shown(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not hide in a page.
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A number with its noun, such as "1 service" or "1,240 services". */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`;
}

export function number(value: number): string {
  return value.toLocaleString("en");
}

/** A UTC day such as 2026-11-23 for people; what is no day stays as it is. */
export function dayText(day: string): string {
  const time = Date.parse(day);
  if (Number.isNaN(time)) return day;
  return new Date(time).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** Days until or since a day, in words. */
export function daysText(days: number): string {
  if (days < 0) return `${counted(-days, "day")} ago`;
  return days === 0 ? "today" : `${counted(days, "day")} left`;
}

/** A sentence with a capital letter and a period, of a clause. */
export function sentence(clause: string): string {
  const text = clause.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

/** How many resources of a type there are, such as "2 declared, 1 observed". */
export function resourcesText({
  declared,
  observed,
}: {
  readonly declared: number;
  readonly observed: number;
}): string {
  const parts = [
    ...(declared > 0 ? [`${number(declared)} declared`] : []),
    ...(observed > 0 ? [`${number(observed)} observed`] : []),
  ];
  return parts.join(", ");
}
