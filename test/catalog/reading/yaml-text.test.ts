import { z } from "zod";
import { expectAll } from "../problem-table";

describe("YAML that is not well formed", () =>
  expectAll(z.looseObject({}), {
    "an empty file": ["", ["f.yaml:1:1: The file must not be empty. Write its fields, or delete it."]],
    "a file of comments": [
      "# nothing\n",
      ["f.yaml:1:1: The file must not be empty. Write its fields, or delete it."],
    ],
    "a document without content": [
      "---\n# nothing\n",
      ["f.yaml:1:1: The file must not be empty. Write its fields, or delete it."],
    ],
    "a list at the top": ["- a\n", ["f.yaml:1:1: The file must be a map of fields; it is a list."]],
    "plain text at the top": [
      "name:cart\n",
      ['f.yaml:1:1: The file must be a map of fields; it is "name:cart".'],
    ],
    "a tab as indentation": [
      "a:\n\t- b\n",
      ["f.yaml:2:1: The YAML is not well formed: Tabs are not allowed as indentation. Indent with spaces."],
    ],
    "a quote that is not closed": [
      'a: "b\n',
      [
        'f.yaml:2:1: The YAML is not well formed: Missing closing "quote. Close the quote or bracket, or put a space after the colon.',
      ],
    ],
    "a colon inside a value": [
      "a: b: c\n",
      [
        "f.yaml:1:4: The YAML is not well formed: Nested mappings are not allowed in compact mappings. Put a value that contains a colon and a space in quotes, or mend the indentation.",
      ],
    ],
    "a value that starts with a reserved character": [
      "a: @b\n",
      [
        "f.yaml:1:4: The YAML is not well formed: Plain value cannot start with reserved character @. Put the value in quotes.",
      ],
    ],
    "two documents in a file": [
      "a: 1\n---\nb: 2\n",
      [
        "f.yaml:2:1: The file must hold one document. Remove this --- and what follows, or move it to a file of its own.",
      ],
    ],
    "the older version of YAML": [
      "%YAML 1.1\n---\na: yes\n",
      ["f.yaml:1:1: The file must be YAML 1.2. Remove the line that starts with %YAML."],
    ],
    "a key that is given twice, however it is written": [
      'a: 1\n"a": 2\nb: {c: 1, c: 2, c: 3}\n',
      [
        'f.yaml:2:1: "a" is given twice, first on line 1. Remove one of them.',
        'f.yaml:3:11: "c" is given twice, first on line 3. Remove one of them.',
        'f.yaml:3:17: "c" is given twice, first on line 3. Remove one of them.',
      ],
    ],
    "keys that are no names": [
      "[a]: 1\n? {b: 1}\n: 2\n: 3\n",
      [1, 2, 4].map(
        (line) => `f.yaml:${line}:${line === 2 ? 3 : 1}: A key must be plain text that is not empty.`,
      ),
    ],
    "a key that would reach the prototype": [
      "__proto__: {x: 1}\na: {__proto__: 1}\n",
      [
        'f.yaml:1:1: "__proto__" must not be used as a key.',
        'f.yaml:2:5: "__proto__" must not be used as a key.',
      ],
    ],
    "tags, known and unknown": [
      "a: !mine x\nb: !!str 5\nc: !!set {d}\n",
      [
        'f.yaml:1:10: The tag "!mine" must not be used. Remove it; put text in quotes.',
        'f.yaml:2:10: The tag "!!str" must not be used. Remove it; put text in quotes.',
        'f.yaml:3:10: The tag "!!set" must not be used. Remove it; put text in quotes.',
      ],
    ],
    "an alias without an anchor, and one inside its own value": [
      "a: *b\nb: &b {c: *b}\n",
      [
        'f.yaml:1:4: The anchor of the alias "b" must stand before it.',
        'f.yaml:2:11: The alias "b" must not stand inside the value it repeats.',
      ],
    ],
    "control characters, escaped or not, and characters that reorder text": [
      'a: "\\e[31m"\nb: x\u0007\nc: "\u202etxt"\nd: "two\\nlines\\tare fine"\n',
      [
        'f.yaml:1:4: "\\u001b[31m" must not contain control characters, or characters that reorder text.',
        'f.yaml:2:4: "x\\u0007" must not contain control characters, or characters that reorder text.',
        'f.yaml:3:4: "\\u202etxt" must not contain control characters, or characters that reorder text.',
      ],
    ],
  }));
