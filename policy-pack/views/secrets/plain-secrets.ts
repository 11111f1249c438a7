import { type Likeliness, likelinessOf } from "./secret-names";
import { tokenIn } from "./token-shapes";

/** A secret that stands written out in a text: what it is, never the text itself, and its line where there are several. */
export interface PlainSecret {
  readonly shape: string;
  /** Counted from 1; absent in a text of one line. */
  readonly line?: number;
}

const underName = "a value under a name that only secrets have";
const inAddress = "a password in an address";

/**
 * Finds the first secret that is written out in a text: a token of a known shape, a password in an address, or a
 * literal under a name that says what it is, be it the text's own or one in it. References to secrets, such as
 * {{ NAME }}, are none. Takes time linear in the text.
 */
export function plainSecretIn(text: string, name?: string): PlainSecret | undefined {
  const token = tokenIn(text);
  if (token !== undefined) return found(token.name, text, token.index);
  const literal = withoutReferences(text);
  const address = passwordInAddress(literal);
  if (address !== undefined) return found(inAddress, literal, address);
  const whole = literal.trim();
  const own = name === undefined || whole.includes("\n") ? undefined : likelinessOf(name);
  if (own !== undefined && isSecret(whole, own)) return { shape: underName };
  const index = assignedSecret(literal);
  return index === undefined ? undefined : found(underName, literal, index);
}

const userAndPassword = /:\/\/[^\s/?#@:"'<>]{0,100}:[^\s/?#@"'<>\uE000]{1,200}@[^\s/@]/y;

/** Where an address says with which password to sign in. */
function passwordInAddress(literal: string): number | undefined {
  for (let at = literal.indexOf("://"); at >= 0; at = literal.indexOf("://", at + 3)) {
    userAndPassword.lastIndex = at;
    if (/[A-Za-z]/.test(literal.charAt(at - 1)) && userAndPassword.test(literal)) return at;
  }
  return undefined;
}

const secretWords = /pass|pwd|secret|token|key|credential|jwt|authorization/i;
/** Every length is bounded, so that no text makes a search start over and over. */
const assignment =
  /(?<![\w.-])["']?([a-z][\w.-]{0,80})["']?[ \t]{0,10}(?:=>|[:=])[ \t]{0,10}(?:"([^"\n]{0,500})"|'([^'\n]{0,500})'|((?:(?:bearer|basic|token)[ ])?[^\s"'&,;?]{1,500}))/gi;

/** Where a secret is written out under a name within a text. */
function assignedSecret(literal: string): number | undefined {
  if (!secretWords.test(literal)) return undefined;
  for (const match of literal.matchAll(assignment)) {
    const [, name = "", double, single, bare] = match;
    const likeliness = likelinessOf(name);
    if (likeliness === undefined) continue;
    // Without quotes it may as well be prose, an expression or a type.
    if (bare !== undefined && (isWords(bare) || isExpression(bare))) continue;
    if (isSecret(double ?? single ?? bare ?? "", likeliness)) return match.index;
  }
  return undefined;
}

/** Stands for a reference; a private character, which no text means. */
const referred = "\uE000";

/** What is written instead of a secret: by templates, GitHub, shells, Kubernetes, Windows and Datadog's webhooks. */
const references =
  /\$?\{\{[^{}\n]{0,200}\}\}|\$\{[^{}\n]{0,200}\}|\$\([A-Za-z_][\w.-]{0,100}\)|\$[A-Z_][A-Z0-9_]{0,100}|%[A-Z_][A-Z0-9_]{0,100}%/g;

function withoutReferences(text: string): string {
  return text.replaceAll(referred, "").replace(references, referred);
}

function isSecret(literal: string, likeliness: Likeliness): boolean {
  const value = literal
    .slice(0, 1000)
    .trim()
    .replace(/^["']|["']$/g, "");
  if (isNoSecret(value)) return false;
  if (likeliness === "likely") return !isName(value);
  return likeliness === "certain" || /^[A-Za-z0-9]{32}$/.test(value);
}

const nothing =
  /^(?:|true|false|yes|no|on|off|null|none|nil|undefined|required|optional|string|str|text|number|bool|boolean|[*x.]+|<[^<>]*>)$/i;
const scheme = /^(?:bearer|basic|token|digest|apikey|geniekey)?\s*(?:token=)?["']*$/i;
const path = /^(?:~|\.{0,2})(?:\/[\w.@-]{1,40})+\/?$/;
const address = /^[a-z][a-z0-9+.-]{0,30}:\/\//i;

/** Blanks, switches, references, paths and addresses; what an address holds is looked for by its own shape. */
function isNoSecret(value: string): boolean {
  if (value.includes(referred)) return !/[A-Za-z0-9+/=_-]{16}/.test(value);
  return [nothing, scheme, path, address].some((pattern) => pattern.test(value));
}

/** What a secret is called is words; short texts and numbers are settings. */
function isName(value: string): boolean {
  return value.length < 8 || /^\d+$/.test(value) || isWords(value);
}

function isWords(value: string): boolean {
  return /^[A-Za-z]+(?:[-_./: ][A-Za-z]+)*[.:]?$/.test(value.slice(0, 500));
}

/** It calls, indexes or names something, so that it is no literal. */
function isExpression(bare: string): boolean {
  return /[()[\]{}<>$*|\\`]/.test(bare) || /^[A-Za-z_]\w*(?:\.\w+)+$/.test(bare);
}

function found(shape: string, text: string, index: number): PlainSecret {
  if (!text.includes("\n")) return { shape };
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return { shape, line };
}
