import fc from "fast-check";
import type { Message } from "../../../scorecard/notify/message";
import type { Piece } from "../../../scorecard/notify/piece";

/** Texts that somebody may have put into a catalog: markup of every medium, other scripts, halves of letters, very long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom(
    "<!channel> <@U012ABC> <#C01|general> <https://evil.example|safe>",
    "*bold* _italic_ ~gone~ `code` ```block``` :boom: @here @channel",
    "[a](https://evil.example) **b** # c\n- d\n\n<at>Sam</at> ![x](https://evil.example/x.png)",
    "&lt;!channel&gt; &amp;",
    "\u202eesrever\u2066 \u0000\u0007\r\n",
    "\ud83d",
    "",
  ),
  fc.constantFrom("&", "<", "😀", "é", "\u200b", "*", "\\").map((sign) => sign.repeat(20_000)),
);

const address = fc.webUrl({ withQueryParameters: true, withFragments: true });

/** Messages of any size and content. */
export const hostileMessage: fc.Arbitrary<Message> = fc.record({
  title: hostileText,
  intro: fc.array(hostileText, { maxLength: 5 }),
  report: fc.option(address, { nil: undefined }),
  sections: fc.array(
    fc.record({
      title: fc.constantFrom("Less ready", "Waivers", "Coming due"),
      noun: fc.constant("service"),
      leftOut: fc.constant(0),
      lines: fc
        .tuple(
          fc.array(
            fc.record({
              lead: hostileText,
              texts: fc.array(fc.record({ text: hostileText, url: fc.option(address, { nil: undefined }) }), {
                maxLength: 5,
              }),
            }),
            { maxLength: 6 },
          ),
          fc.integer({ min: 1, max: 40 }),
        )
        .map(([lines, times]) => Array.from({ length: times }, () => lines).flat()),
    }),
    { maxLength: 6 },
  ),
});

/** Pieces of news of any content. */
export const hostilePiece: fc.Arbitrary<Piece> = fc.record({
  key: fc.string({ minLength: 1, maxLength: 40 }),
  kind: fc.constantFrom("degraded", "unknown", "waivers", "deadlines", "initiatives"),
  place: fc.record({ project: hostileText, stack: hostileText }),
  about: fc.record({
    name: hostileText,
    tier: fc.constantFrom(undefined, 1, 2, 3),
    owner: fc.constantFrom(undefined, "orders"),
  }),
  text: hostileText,
  because: fc.option(hostileText, { nil: undefined }),
  url: fc.option(address, { nil: undefined }),
});
