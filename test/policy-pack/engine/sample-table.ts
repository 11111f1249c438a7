import { z } from "zod";
import { count, type ParameterTable, table } from "../../../tiers/parameters/table";

const schema = z.strictObject({ least: count.describe("Least number of things.") });

/** A parameter table for sample rules: the least number of things at each tier. */
export const sampleTable = {
  table: (one: number, two: number, three: number): ParameterTable<z.ZodObject> =>
    table(schema, { least: one }, { least: two }, { least: three }),
  /** The parameter, as a check is given it. */
  least: (parameters: object): number => schema.parse(parameters).least,
};
