import { isTooDeep, readJson } from "@ohcs/context";
import { Lexer, LineCounter, Parser, parseDocument } from "yaml";

/** The content of a text, or its problems. */
export interface TextDocument {
  /** Null if there are problems. */
  readonly value: unknown;
  /** In words, with line and column if known. */
  readonly problems: readonly string[];
}

/** More aliases in a YAML file are treated as an attempt to exhaust memory. */
const MOST_ALIASES = 100;

/** Nesting depth of lists and maps, before aliases are resolved. */
const MOST_LEVELS = 256;
const TOO_DEEP: TextDocument = { value: null, problems: ["the text is nested too deeply"] };

/**
 * Reads JSON or YAML 1.2. Custom tags, duplicate keys, excessive aliases and nesting are problems; nothing is
 * evaluated.
 */
export function readDocument(text: string, format: "json" | "yaml"): TextDocument {
  try {
    return format === "json" ? { value: readJson(text), problems: [] } : readYaml(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { value: null, problems: [format === "json" ? withLine(problem, text) : problem] };
  }
}

/** Node states a place in JSON by a position, or not at all: of what is no YAML either, the reader of YAML knows the line. */
function withLine(problem: string, text: string): string {
  const position = / in JSON at position (\d+)$/.exec(problem);
  if (position === null) return readDocument(text, "yaml").problems[0] ?? problem;
  const lines = text.slice(0, Number(position[1])).split("\n");
  return `${problem.slice(0, position.index)} (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`;
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

/** Composing a text is recursive: excessive nesting is detected before, token by token. */
function nestsTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > MOST_LEVELS) return true;
  }
  return false;
}
