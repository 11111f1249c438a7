/** Last words of names under which only a secret stands. */
const certain: readonly string[] = [
  "password",
  "passwd",
  "passphrase",
  "apikey",
  "api key",
  "app key",
  "application key",
  "access key",
  "account key",
  "secret key",
  "private key",
  "signing key",
  "encryption key",
  "client secret",
  "authorization",
];

/** Last words that mean a password behind another word: db_pass, but no pass and no PWD, which is a folder. */
const shortened: readonly string[] = ["pass", "pwd"];

/** Last words of names under which a secret stands, or a name or a number of one. */
const likely: readonly string[] = ["secret", "token", "credential", "credentials", "jwt"];

/** Last words of names under which keys of 32 characters stand, or what queues call a key. */
const keyed: readonly string[] = ["routing key", "integration key", "service key"];

/** How sure it is that what stands under a name is a secret: whatever it is, unless it is a name, or only as a long key. */
export type Likeliness = "certain" | "likely" | "keyed";

/** What a name says of what stands under it; undefined for a name of anything. */
export function likelinessOf(name: string): Likeliness | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  const ends = [last, words.slice(-2).join(" ")];
  if (ends.some((end) => certain.includes(end))) return "certain";
  if (words.length > 1 && shortened.includes(last)) return "certain";
  if (likely.includes(last)) return "likely";
  return ends.some((end) => keyed.includes(end)) ? "keyed" : undefined;
}

/** The words of a name in lower case, whichever way it is written: dbPassword, DB_PASSWORD, db-password. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(-200)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
