/** An element of a document, with its own text put together. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/;
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const token =
  /<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<\/(?<close>[A-Za-z][\w.-]*)\s*>|<(?<open>[A-Za-z][\w.-]*)(?<attributes>(?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;

/**
 * Reads a document strictly by XML 1.0, as far as our writers go (no document type, comment or instruction). Throws an
 * Error that says what is not well-formed.
 */
export function readXml(xml: string): XmlElement {
  const bad = forbidden.exec(xml);
  if (bad) throw new Error(`the character ${bad[0].charCodeAt(0).toString(16)} is forbidden`);
  const start = declaration.exec(xml)?.[0];
  if (start === undefined) throw new Error("there is no declaration");
  const document: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [document];
  token.lastIndex = start.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const parts = token.exec(xml)?.groups;
    if (parts === undefined) throw new Error(`not well-formed at ${xml.slice(at, at + 40)}`);
    take(parts, open);
  }
  const [root] = document.children;
  if (
    open.length !== 1 ||
    document.children.length !== 1 ||
    root === undefined ||
    document.text.trim() !== ""
  )
    throw new Error("there is not one root that is closed");
  return root;
}

function take(parts: Readonly<Record<string, string | undefined>>, open: XmlElement[]): void {
  const parent = open.at(-1);
  if (parent === undefined) throw new Error("more is closed than was opened");
  const { cdata, text, close, open: name, attributes = "", empty } = parts;
  if (cdata !== undefined) parent.text += cdata;
  else if (text !== undefined) {
    if (text.includes("]]>")) throw new Error("]]> stands in text"); // in an attribute it may
    parent.text += unescaped(text);
  } else if (close !== undefined) {
    if (parent.name !== close) throw new Error(`${close} closes ${parent.name}`);
    open.pop();
  } else {
    const child = { name: name ?? "", attributes: attributesOf(attributes), children: [], text: "" };
    parent.children.push(child);
    if (empty === "") open.push(child);
  }
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, unescaped(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
    throw new Error("an attribute is there twice");
  return Object.fromEntries(pairs);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9A-F]+);|(\w+);)?/g, (whole, hex?: string, name?: string) => {
    const character =
      hex === undefined ? entities[name ?? ""] : String.fromCodePoint(Number.parseInt(hex, 16));
    if (character === undefined) throw new Error(`${whole} is no entity`);
    if (forbidden.test(character)) throw new Error(`${whole} is forbidden`);
    return character;
  });
}
