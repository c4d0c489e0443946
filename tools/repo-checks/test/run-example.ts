import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import type { ReadmeExample } from "../src/repository/readme-examples.ts";

const MAIN = "example.ts";

/** An example, and the folder of the package whose name and dependencies it may import. */
interface PlacedExample {
  readonly folder: string;
  readonly example: Pick<ReadmeExample, "code" | "files">;
}

/** Writes each example into a new folder inside its package, and removes these afterwards. */
export function withExamples<Result>(
  examples: readonly PlacedExample[],
  use: (scratches: readonly string[]) => Result,
): Result {
  const scratches = examples.map(({ folder }) => mkdtempSync(join(folder, ".readme-")));
  try {
    for (const [i, { example }] of examples.entries()) writeExample(scratches[i] ?? "", example);
    return use(scratches);
  } finally {
    for (const scratch of scratches) rmSync(scratch, { recursive: true });
  }
}

function writeExample(scratch: string, { code, files }: PlacedExample["example"]): void {
  for (const [name, text] of Object.entries({ ...files, [MAIN]: code })) {
    writeFileSync(join(scratch, name), text);
    writeFileSync(join(scratch, name.replace(/\.ts$/, ".js")), javascriptOf(text));
  }
}

/** Runs the example that lies in `scratch`; the lines it prints. */
export function printedBy([scratch]: readonly string[]): string[] {
  const output = execFileSync(process.execPath, [MAIN.replace(".ts", ".js")], {
    cwd: scratch,
    encoding: "utf8",
    timeout: 60_000,
  });
  return output.trimEnd().split("\n");
}

/**
 * What is wrong with the types of each example, for the strictest of readers; a part of one need not use all that it names. One program
 * holds them all, since most of its time goes into declarations that they share.
 */
export function typeProblemsOf(scratches: readonly string[], isWhole = true): string[][] {
  const names = scratches.flatMap((scratch) => typescriptIn(scratch));
  const program = ts.createProgram(names, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: isWhole,
    noImplicitOverride: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  });
  const global = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return scratches.map((scratch) =>
    typescriptIn(scratch)
      .flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)))
      .concat(global)
      .map(problemText),
  );
}

function typescriptIn(scratch: string): string[] {
  return readdirSync(scratch)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(scratch, name));
}

function problemText({ file, start, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
  return `${file === undefined ? "" : basename(file.fileName)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
}

function javascriptOf(code: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
