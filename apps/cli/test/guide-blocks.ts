/** One fenced block of a guide: its language, the file it stands for, if any, and its text. */
export interface GuideBlock {
  readonly language: string;
  readonly file: string | null;
  readonly text: string;
}

/** A command as the guide shows it, and the lines that it prints. */
export interface ShownCommand {
  readonly argv: readonly string[];
  readonly printed: readonly string[];
}

/** Every fenced block of a text in Markdown, in order. */
export function guideBlocks(markdown: string): readonly GuideBlock[] {
  return [...markdown.matchAll(/^```(\S+)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language = "", file, text = ""]) => {
    return { language, file: file ?? null, text };
  });
}

/** The commands of a console block, each with what follows it. */
export function shownCommands({ text }: GuideBlock): readonly ShownCommand[] {
  const [, ...sessions] = text.split(/^\$ ohcs /m);
  return sessions.map((session) => {
    const [command = "", ...printed] = session.trimEnd().split("\n");
    return { argv: command.split(" "), printed };
  });
}

/**
 * Where printed lines differ from shown ones, or null: `…` stands for anything within a line, a line that is `…` for any
 * lines. Spaces between columns may differ in number.
 */
export function difference(shown: readonly string[], printed: readonly string[]): string | null {
  const [first, ...rest] = shown;
  if (first === undefined) return printed.length === 0 ? null : `not shown: ${printed[0]}`;
  if (first === "…") {
    if (rest.length === 0) return null;
    const found = printed.findIndex((_, i) => difference(rest, printed.slice(i)) === null);
    return found < 0 ? `not printed: ${rest[0]}\nbut: ${printed.join("\n")}` : null;
  }
  const [line, ...others] = printed;
  if (line === undefined || !matches(first, line)) return `not printed: ${first}\nbut: ${line ?? "nothing"}`;
  return difference(rest, others);
}

function matches(shown: string, printed: string): boolean {
  const pattern = shown
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/ {2,}/g, " {2,}"))
    .join(".*");
  return new RegExp(`^${pattern}$`, "u").test(printed);
}
