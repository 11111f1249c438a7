import assert from "node:assert/strict";
import { occurrencesOf } from "../../../../policy-pack/views/recurrence/occurrences";
import { parseRule, RuleSyntaxError } from "../../../../policy-pack/views/recurrence/rrule";

const wall = (text: string): number => Date.parse(`${text}Z`);
const written = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");

/** When a rule that starts at 2026-09-01 09:00 (a Tuesday) recurs in the year from then on, unless stretches are given. */
function times(
  rule: string,
  start = "2026-09-01T09:00",
  [from, to] = ["2026-09-01T00:00", "2027-09-01T00:00"],
): readonly string[] | undefined {
  const found = occurrencesOf(parseRule(rule, "UTC"), wall(start), { from: wall(from), to: wall(to) });
  return found?.map(written);
}

const nine = (...days: readonly string[]): readonly string[] => days.map((day) => `${day} 09:00`);

/** Rules of the kinds that RFC 5545 gives as examples (3.8.5.3), with days that a calendar shows. */
const calendars: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "daily, counted": ["FREQ=DAILY;COUNT=3", nine("2026-09-01", "2026-09-02", "2026-09-03")],
  "every other day until a day": [
    "FREQ=DAILY;INTERVAL=2;UNTIL=20260906T090000Z",
    nine("2026-09-01", "2026-09-03", "2026-09-05"),
  ],
  "every ten days": ["FREQ=DAILY;INTERVAL=10;COUNT=3", nine("2026-09-01", "2026-09-11", "2026-09-21")],
  "every day in January": ["FREQ=DAILY;BYMONTH=1;COUNT=2", nine("2027-01-01", "2027-01-02")],
  "weekly on two days": [
    "FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH",
    nine("2026-09-01", "2026-09-03", "2026-09-08", "2026-09-10"),
  ],
  "every other week, weeks from Monday": [
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    nine("2026-09-01", "2026-09-06", "2026-09-15", "2026-09-20"),
  ],
  "every other week, weeks from Sunday": [
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    nine("2026-09-01", "2026-09-13", "2026-09-15", "2026-09-27"),
  ],
  "the first Friday of the month": [
    "FREQ=MONTHLY;COUNT=3;BYDAY=1FR",
    nine("2026-09-04", "2026-10-02", "2026-11-06"),
  ],
  "the first and last Sunday of every other month": [
    "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
    nine("2026-09-06", "2026-09-27", "2026-11-01", "2026-11-29"),
  ],
  "the last but two day of the month": [
    "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3",
    nine("2026-09-28", "2026-10-29", "2026-11-28"),
  ],
  "a 31st, which not every month has": [
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
    nine("2026-10-31", "2026-12-31", "2027-01-31"),
  ],
  "a Friday the 13th": ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", nine("2026-11-13", "2027-08-13")],
  "the third weekday of the month": [
    "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
    nine("2026-09-03", "2026-10-07", "2026-11-05"),
  ],
  "the last working day but one": [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=2",
    nine("2026-09-29", "2026-10-29"),
  ],
  "a third Wednesday by position": [
    "FREQ=MONTHLY;BYSETPOS=3;BYDAY=WE;INTERVAL=1;COUNT=2",
    nine("2026-09-16", "2026-10-21"),
  ],
  "yearly in two months": ["FREQ=YEARLY;BYMONTH=6,7", nine("2027-06-01", "2027-07-01")],
  "yearly without a part": ["FREQ=YEARLY;COUNT=2", nine("2026-09-01")],
  "certain days of the year": ["FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20", nine("2027-05-17")],
  "the 20th Monday of the year": ["FREQ=YEARLY;BYDAY=20MO", nine("2027-05-17")],
  "the last day of the year": ["FREQ=YEARLY;BYYEARDAY=-1", nine("2026-12-31")],
  "Thursdays in March": [
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    nine("2027-03-04", "2027-03-11", "2027-03-18", "2027-03-25"),
  ],
  "several times a day": [
    "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,30;COUNT=5",
    ["2026-09-01 09:00", "2026-09-01 09:30", "2026-09-01 10:00", "2026-09-01 10:30", "2026-09-02 09:00"],
  ],
  "every three hours until a time": [
    "FREQ=HOURLY;INTERVAL=3;UNTIL=20260901T170000Z",
    ["2026-09-01 09:00", "2026-09-01 12:00", "2026-09-01 15:00"],
  ],
  "every 90 minutes": [
    "FREQ=MINUTELY;INTERVAL=90;COUNT=3",
    ["2026-09-01 09:00", "2026-09-01 10:30", "2026-09-01 12:00"],
  ],
  "hours that the interval never meets": ["FREQ=HOURLY;INTERVAL=2;BYHOUR=2", []],
  "a day that no calendar has": ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []],
  "a rule that is over": ["FREQ=DAILY;UNTIL=20200101T000000Z", []],
};

describe("a recurrence rule", () => {
  for (const [name, [rule, expected]] of Object.entries(calendars))
    it(`recurs ${name}`, () => assert.deepEqual(times(rule), expected));

  it("keeps the rhythm of a start that lies long before", () => {
    const october = ["2026-10-01T00:00", "2026-10-12T00:00"] as [string, string];
    assert.deepEqual(
      times("FREQ=DAILY;INTERVAL=5", "2001-01-01T09:00", october),
      nine("2026-10-02", "2026-10-07"),
    );
    assert.deepEqual(times("FREQ=MONTHLY;INTERVAL=3", "2001-01-05T09:00", october), nine("2026-10-05"));
    assert.deepEqual(times("FREQ=YEARLY;INTERVAL=5", "2001-10-09T09:00", october), nine("2026-10-09"));
  });
  it("counts from its start, not from where one looks", () => {
    const later = ["2026-09-03T00:00", "2026-09-30T00:00"] as [string, string];
    assert.deepEqual(times("FREQ=DAILY;COUNT=4", undefined, later), nine("2026-09-03", "2026-09-04"));
  });
  it("reads UNTIL with Z as an instant, and without as a time of the zone", () => {
    assert.equal(
      parseRule("FREQ=DAILY;UNTIL=20260901T070000Z", "Europe/Berlin").until,
      wall("2026-09-01T09:00"),
    );
    assert.equal(
      parseRule("FREQ=DAILY;UNTIL=20260901T070000", "Europe/Berlin").until,
      wall("2026-09-01T07:00"),
    );
    assert.equal(
      parseRule("RRULE:freq=daily;until=20260901", "Europe/Berlin").until,
      wall("2026-09-01T00:00"),
    );
  });

  const hostile: Readonly<Record<string, string>> = {
    "every second of every day": "FREQ=SECONDLY",
    "seconds that only some days have": "FREQ=SECONDLY;BYDAY=MO",
    "every minute, counted to the end of days": "FREQ=MINUTELY;COUNT=999999999",
    "every second of a day, by parts": `FREQ=DAILY;BYHOUR=${upTo(23)};BYMINUTE=${upTo(59)};BYSECOND=${upTo(59)}`,
    "positions in a year of seconds": `FREQ=YEARLY;BYDAY=MO,TU;BYMINUTE=${upTo(59)};BYSECOND=${upTo(59)};BYSETPOS=1`,
    "what is counted but never happens": "FREQ=DAILY;COUNT=5;BYMONTH=2;BYMONTHDAY=30",
  };
  for (const [name, rule] of Object.entries(hostile)) {
    it(`gives up in time on ${name}`, () => {
      const started = process.cpuUsage();
      const end = rule.includes("COUNT=5") ? "9999-01-01T00:00" : undefined;
      assert.equal(times(rule, "1970-01-01T00:00", end ? ["2026-11-01T00:00", end] : undefined), undefined);
      assert.ok(process.cpuUsage(started).user < 2_000_000);
    });
  }
  it("ends at once where its interval leaves the calendar", () => {
    for (const frequency of ["SECONDLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
      assert.deepEqual(times(`FREQ=${frequency};INTERVAL=999999999`), nine("2026-09-01"), frequency);
  });

  const broken: Readonly<Record<string, string>> = {
    "": "has no FREQ that RFC 5545 knows",
    "FREQ=FORTNIGHTLY": "has no FREQ that RFC 5545 knows",
    "FREQ=DAILY;INTERVAL=0": "has INTERVAL outside 1 to 999999999",
    "FREQ=DAILY;INTERVAL=.5": "has INTERVAL outside 1 to 999999999",
    "FREQ=DAILY;COUNT=-1": "has COUNT outside 1 to 999999999",
    "FREQ=DAILY;BYHOUR=24": "has BYHOUR outside 0 to 23",
    "FREQ=MONTHLY;BYMONTHDAY=0": "has 0 in BYMONTHDAY",
    "FREQ=WEEKLY;BYDAY=XX": "has BYDAY with what is no day of the week",
    "FREQ=WEEKLY;WKST=1": "has WKST with what is no day of the week",
    "FREQ=DAILY;UNTIL=tomorrow": "has UNTIL with what is no time",
    "FREQ=DAILY;UNTIL=20260231T000000": "has UNTIL with what is no time",
    "FREQ=DAILY;FREQ=WEEKLY": "has FREQ twice",
    "DTSTART=20260101T000000;FREQ=DAILY": "has a part that recurrence rules of downtimes do not have",
    [`FREQ=DAILY;BYHOUR=${"1,".repeat(5_000)}`]: "is longer than 5000 characters",
  };
  for (const [rule, reason] of Object.entries(broken)) {
    it(`is refused as ${rule.slice(0, 40)}`, () =>
      assert.throws(() => parseRule(rule, "UTC"), new RuleSyntaxError(reason)));
  }
});

function upTo(last: number): string {
  return Array.from({ length: last + 1 }, (_, at) => at).join(",");
}
