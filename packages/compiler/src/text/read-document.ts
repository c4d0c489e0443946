import { LineCounter, parseDocument } from "yaml";

/** What a text holds, or what is wrong with it. */
export interface TextDocument {
  /** Null where there are problems. */
  readonly value: unknown;
  /** In words, with line and column where they are known. */
  readonly problems: readonly string[];
}

/** More aliases in a YAML file are taken for an attempt to exhaust the memory. */
const MOST_ALIASES = 100;

/** Reads JSON or YAML 1.2. Custom tags, duplicate keys and masses of aliases are problems; nothing is evaluated. */
export function readDocument(text: string, format: "json" | "yaml"): TextDocument {
  try {
    return format === "json" ? { value: JSON.parse(text), problems: [] } : readYaml(text);
  } catch (error) {
    return { value: null, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function readYaml(text: string): TextDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", prettyErrors: false, uniqueKeys: true, lineCounter: lines });
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${message} (line ${line}, column ${col})`;
  });
  return { value: problems.length > 0 ? null : document.toJS({ maxAliasCount: MOST_ALIASES }), problems };
}
