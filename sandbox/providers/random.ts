import { randomBytes, randomInt } from "node:crypto";

/** Chance, where vendors choose ids and keys. */
export interface Random {
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Characters of an alphabet. */
  pick(alphabet: string, length: number): string;
  /** A whole number of nine digits. */
  number(): number;
  uuid(): string;
}

/** Real chance, from the machine. */
export const random: Random = {
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString("hex")
      .slice(0, length),
  pick: (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(""),
  number: () => randomInt(100_000_000, 1_000_000_000),
  uuid: () => crypto.randomUUID(),
};
