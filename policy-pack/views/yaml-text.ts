import { Composer, type CST, Lexer, Parser } from "yaml";

const deepest = 64;
/** How often anchors may be repeated, as a few lines of them can stand for more than any memory holds. */
const mostAliases = 100;

/**
 * Reads the first document of a YAML text that anybody may have written, in time and memory that grow in line with its
 * length; undefined for what is not YAML, or is nested deeper than people write.
 */
export function parseYaml(text: string): unknown {
  try {
    const tokens = tokensOf(text);
    if (tokens === undefined) return undefined;
    // The library compares each key of a map with all others unless it is told not to.
    const [document] = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: "silent" }).compose(
      tokens,
      true,
      text.length,
    );
    if (document === undefined || document.errors.length > 0) return undefined;
    return document.toJS({ maxAliasCount: mostAliases });
  } catch {
    // The library throws for what it cannot read: too many aliases, for one.
    return undefined;
  }
}

/** The library's later steps recurse, and a text made for it would end the process: such depth is refused first. */
function tokensOf(text: string): readonly CST.Token[] | undefined {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The stack holds the document and the scalar that is being read as well.
    if (parser.stack.length > deepest + 2) return undefined;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}
