/** The TypeScript of a README, and what its comments say that it prints. */
export interface ReadmeExample {
  readonly code: string;
  /** The text behind each `// =>`, in order. */
  readonly printed: readonly string[];
}

/** All `ts` blocks of a README as one module, or null where it has none. */
export function readmeExample(markdown: string): ReadmeExample | null {
  const blocks = [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  if (blocks.length === 0) return null;
  const code = blocks.join("\n");
  return { code, printed: [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, text]) => text ?? "") };
}
