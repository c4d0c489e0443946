import ts from "typescript";

/** What a TypeScript file imports: statically, by re-exports, dynamically, as types, and last by `import.meta.resolve`. */
export function importsOf(text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, false);
  const resolved = text.matchAll(/^[^'"`\n]*\bimport\.meta\.resolve\("([^"]+)"\)/gm);
  return [...importedFiles.map(({ fileName }) => fileName), ...[...resolved].flatMap(([, name]) => name ?? [])];
}
