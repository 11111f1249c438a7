import assert from "node:assert/strict";
import { parse } from "yaml";
import { z } from "zod";
import { forms } from "../../cli/requests/forms";
import { written } from "./workflow-files";

const attributes = {
  label: z.string(),
  description: z.string().optional(),
  placeholder: z.string().optional(),
};
const validations = z.strictObject({ required: z.boolean() }).optional();
const element = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("input"),
    id: z.string(),
    attributes: z.strictObject(attributes),
    validations,
  }),
  z.strictObject({
    type: z.literal("textarea"),
    id: z.string(),
    attributes: z.strictObject(attributes),
    validations,
  }),
  z.strictObject({
    type: z.literal("dropdown"),
    id: z.string(),
    attributes: z.strictObject({ ...attributes, options: z.array(z.string()) }),
    validations,
  }),
]);
/** What GitHub documents of issue forms, as far as ours use it. */
const formSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  title: z.string(),
  body: z.array(element),
});

const files = new Map(
  written
    .filter(({ file }) => file.startsWith(".github/ISSUE_TEMPLATE/"))
    .map(({ file, text }) => [file.replace(/^.*\/readiness-|\.yml$/g, ""), formSchema.parse(parse(text))]),
);

describe("the forms that init writes", () => {
  it("are those that requests are read by", () => {
    assert.deepEqual([...files.keys()], forms.map(({ kind }) => kind).sort());
  });

  it("begin as the workflow of requests asks", () => {
    const workflow = written.find(({ file }) => file.endsWith("readiness-request.yml"))?.text ?? "";
    assert.match(workflow, /startsWith\(github\.event\.issue\.body, '### Readiness: '\)/);
    for (const { labels } of forms) assert.match(Object.values(labels)[0] ?? "", /^Readiness: /);
  });

  for (const { kind, labels, fields } of forms)
    it(`ask for a ${kind} what its command needs, in the same words`, () => {
      const body = files.get(kind)?.body ?? [];
      assert.deepEqual(Object.fromEntries(body.map(({ id, attributes: { label } }) => [id, label])), labels);
      for (const one of body) {
        const field = fields[one.id];
        const isOptional = field?.safeParse(undefined).success ?? false;
        assert.equal(one.validations?.required ?? false, !isOptional, one.id);
        if (one.type !== "dropdown") continue;
        for (const option of one.attributes.options) assert.ok(field?.safeParse(option).success, option);
      }
    });
});
