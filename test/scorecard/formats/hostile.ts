import fc from "fast-check";

/** What breaks out of the formats, if anything does. */
const pieces = [
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u0085",
  "\u2028",
  "\u202e",
  "\r\n",
  "\n",
  "\ud800",
  "\udc00",
  "\udc00\udc00",
  "\ufffe",
  "\uffff",
  "]]>",
  "]]",
  ">",
  "<![CDATA[",
  "&",
  "&amp;",
  "&\udc00",
  "<script>",
  '"',
  "'",
  "`",
  "%",
  "%0A",
  "%25",
  "::error::",
  "::",
  ":",
  ",",
  "=",
  "##[error]",
  "::set-output name=a::",
  "::stop-commands::x",
  "{0}",
  "[a](https://x.example)",
  "\\",
  "../",
  "..\\",
  "/",
  "checkout",
  "ä",
  "😀",
  " ",
] as const;

/** Texts from outside, none of them empty. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1 }) },
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));
