import { isTooDeep, readJson } from "@ohcs/context";
import { Lexer, LineCounter, Parser, parseDocument } from "yaml";

/** What a text holds, or what is wrong with it. */
export interface TextDocument {
  /** Null where there are problems. */
  readonly value: unknown;
  /** In words, with line and column where they are known. */
  readonly problems: readonly string[];
}

/** More aliases in a YAML file are taken for an attempt to exhaust the memory. */
const MOST_ALIASES = 100;

/** Lists and maps within each other, before aliases are followed. */
const MOST_LEVELS = 256;
const TOO_DEEP: TextDocument = { value: null, problems: ["expected fewer levels of lists and maps"] };

/** Reads JSON or YAML 1.2. Custom tags, duplicate keys, masses of aliases and endless levels are problems; nothing is evaluated. */
export function readDocument(text: string, format: "json" | "yaml"): TextDocument {
  try {
    return format === "json" ? { value: readJson(text), problems: [] } : readYaml(text);
  } catch (error) {
    return { value: null, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function readYaml(text: string): TextDocument {
  if (nestsTooDeep(text)) return TOO_DEEP;
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", prettyErrors: false, uniqueKeys: true, lineCounter: lines });
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${message} (line ${line}, column ${col})`;
  });
  if (problems.length > 0) return { value: null, problems };
  const value = document.toJS({ maxAliasCount: MOST_ALIASES });
  return isTooDeep(value) ? TOO_DEEP : { value, problems };
}

/** Whatever composes a text recurses: what nests too deep is found before, token by token. */
function nestsTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > MOST_LEVELS) return true;
  }
  return false;
}
