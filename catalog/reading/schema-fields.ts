import { z } from "zod";

/** Names of the fields that a schema allows at a path, given the value there; none where it is no map of fields. */
export function fieldsAt(schema: z.core.$ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  const bare = unwrap(schema);
  const [step, ...rest] = path;
  if (bare instanceof z.ZodUnion) {
    const option = bare.options.find((candidate) => accepts(candidate, value)) ?? bare.options[0];
    return option ? fieldsAt(option, value, path) : [];
  }
  if (step === undefined) return fieldsOf(bare);
  const inner = below(bare, step);
  return inner ? fieldsAt(inner, entry(value, step), rest) : [];
}

function fieldsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  const keys = schema instanceof z.ZodRecord ? schema.keyType : undefined;
  return keys instanceof z.ZodEnum ? keys.options.map(String) : [];
}

function below(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.out) : schema;
}

/** Whether the literal fields of an option (its discriminator) are those of the value. */
function accepts(option: z.core.$ZodType, value: unknown): boolean {
  const bare = unwrap(option);
  if (!(bare instanceof z.ZodObject)) return false;
  return Object.entries(bare.shape).every(
    ([name, field]) => !(field instanceof z.ZodLiteral) || field.values.has(entry(value, name) as never), // A Set of literals compares any value.
  );
}

function entry(value: unknown, step: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined;
}
