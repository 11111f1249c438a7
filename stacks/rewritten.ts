/*
 * Pulumi rewrites a stack's file whenever it stores something there, such as the salt of its first update or what `pulumi
 * config set` is given: true and false become texts, and an unquoted date becomes a time as Go prints it. The engine hands
 * values over in the same way. Whoever wrote a date still meant one.
 */

/** A value of our config key as it was meant, whatever Pulumi made of it. */
export function asMeant(key: string, value: unknown): unknown {
  if (value === "true" || value === "false") return value === "true";
  return withDates(value, key === "readiness:breakGlass");
}

function withDates(value: unknown, keepsMidnight: boolean): unknown {
  if (typeof value === "string") return undoGoTime(value, keepsMidnight);
  if (Array.isArray(value)) return value.map((one) => withDates(one, keepsMidnight));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withDates(inner, keepsMidnight)]),
  );
}

const goTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d)(\d\d) \S+$/;

/** A day at midnight in UTC is the day; an emergency's end is a time at any hour. */
function undoGoTime(text: string, keepsMidnight: boolean): string {
  const [, date = "", time = "", hours = "", minutes = ""] = goTime.exec(text) ?? [];
  if (date === "") return text;
  const offset = `${hours}:${minutes}`;
  if (!keepsMidnight && time === "00:00:00" && offset === "+00:00") return date;
  return `${date}T${time}${offset === "+00:00" ? "Z" : offset}`;
}
