/**
 * The naming scheme of a format, as data. Named groups state coordinates: `well` or `row` + `col`, `site`, `ch`, `z`,
 * `t`; besides, `plate` names the plate, and `thumb` marks a thumbnail.
 */
export interface Grammar {
  readonly name: string;
  /** Matches the name of a file without its folders. */
  readonly file: RegExp;
  /** Match the name of a folder, at any depth. */
  readonly folders: readonly RegExp[];
}

/** Facts from the name of a file and its folders. */
export interface NameReading {
  readonly groups: Readonly<Record<string, string>>;
  /** The folder without those that state coordinates: one per measurement. */
  readonly measurement: string;
}

/** Reads a path (POSIX, from the plate's folder) by a grammar; null if the name does not match the grammar. */
export function readName(grammar: Grammar, path: string): NameReading | null {
  const at = path.lastIndexOf("/");
  const match = grammar.file.exec(path.slice(at + 1));
  if (match === null) return null;
  const { groups, measurement } = readFolders(grammar, path.slice(0, Math.max(0, at)));
  return { groups: Object.assign(match.groups ?? {}, groups), measurement };
}

/** Files of a folder come after each other. */
let last: { readonly grammar: Grammar; readonly folder: string; readonly reading: NameReading } | null = null;

function readFolders(grammar: Grammar, folder: string): NameReading {
  if (last !== null && last.folder === folder && last.grammar === grammar) return last.reading;
  const groups: Record<string, string> = {};
  const rest = folder.split("/").filter((segment) => {
    const found = grammar.folders.map((expression) => expression.exec(segment)?.groups).find((one) => one);
    Object.assign(groups, found);
    return found === undefined;
  });
  const reading = { groups, measurement: rest.join("/") };
  last = { grammar, folder, reading };
  return reading;
}
