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
  const segments = path.split("/");
  const match = grammar.file.exec(segments.at(-1) ?? "");
  if (match === null) return null;
  const groups: Record<string, string> = { ...match.groups };
  const rest = segments.slice(0, -1).filter((segment) => {
    const folder = grammar.folders.map((expression) => expression.exec(segment)?.groups).find((found) => found);
    Object.assign(groups, folder);
    return folder === undefined;
  });
  return { groups, measurement: rest.join("/") };
}
