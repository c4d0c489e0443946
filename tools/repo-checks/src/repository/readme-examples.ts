/** The TypeScript of a README or guide, and its expected output according to its comments. */
export interface ReadmeExample {
  readonly code: string;
  /** Files beside the example, by name: blocks that name one, "```ts backend.ts". */
  readonly files: Readonly<Record<string, string>>;
  /** The text behind each `// =>`, in order. */
  readonly printed: readonly string[];
}

/** All unnamed `ts` blocks of a README as one module, with the files that it may import; null if it has none. */
export function readmeExample(markdown: string): ReadmeExample | null {
  const blocks = blocksOf(markdown).filter(({ language }) => language === "ts");
  if (!blocks.some(({ name }) => name === "")) return null;
  const joined = (wanted: string) => textOf(blocks.filter(({ name }) => name === wanted));
  const names = new Set(blocks.map(({ name }) => name).filter((name) => name !== ""));
  const code = joined("");
  return {
    code,
    files: Object.fromEntries([...names].map((name) => [name, joined(name)])),
    printed: [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, text]) => text ?? ""),
  };
}

/** The first TypeScript of a text, which a reader copies, named or not; null where there is none. Blocks after it may sketch signatures. */
export function firstCode(markdown: string): string | null {
  return blocksOf(markdown).find(({ language }) => language === "ts")?.text ?? null;
}

/** A command line of `ohcs` that a text shows, and what it shows below of the output: its `text` block, if it is next. */
interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

/** Every line of a `sh` block that begins with `ohcs`. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap(({ language, text }, i) => {
    if (language !== "sh") return [];
    const commands = text.split("\n").filter((line) => line.startsWith("ohcs "));
    const next = blocks[i + 1];
    const output = next?.language === "text" ? next.text : "";
    return commands.map((command, j) => ({ command, output: j === commands.length - 1 ? output : "" }));
  });
}

function blocksOf(markdown: string) {
  const blocks = [...markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  return blocks.map(([, language = "", name = "", text = ""]) => ({ language, name, text }));
}

function textOf(blocks: readonly { readonly text: string }[]): string {
  return blocks.map(({ text }) => text).join("\n");
}
