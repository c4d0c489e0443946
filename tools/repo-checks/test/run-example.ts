import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { ReadmeExample } from "../src/repository/readme-examples.ts";

const MAIN = "example.ts";

/** Writes an example into a new folder inside a package, whose name and dependencies it may import, and removes it afterwards. */
export function withExample<Result>(
  folder: string,
  { code, files }: ReadmeExample,
  use: (scratch: string) => Result,
): Result {
  const scratch = mkdtempSync(join(folder, ".readme-"));
  try {
    for (const [name, text] of Object.entries({ ...files, [MAIN]: code })) {
      writeFileSync(join(scratch, name), text);
      writeFileSync(join(scratch, name.replace(/\.ts$/, ".js")), javascriptOf(text));
    }
    return use(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Runs the example that lies in `scratch`; the lines it prints. */
export function printedBy(scratch: string): string[] {
  const output = execFileSync(process.execPath, [MAIN.replace(".ts", ".js")], {
    cwd: scratch,
    encoding: "utf8",
    timeout: 60_000,
  });
  return output.trimEnd().split("\n");
}

/** What is wrong with the types of the example, for the strictest of readers; a part of one need not use all that it names. */
export function typeProblemsOf(scratch: string, { files }: ReadmeExample, isWhole = true): string[] {
  const names = [...Object.keys(files), MAIN].map((name) => join(scratch, name));
  const options: ts.CompilerOptions = {
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
  };
  const program = ts.createProgram(names, options, hostFor(options, scratch));
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${file?.fileName.slice(scratch.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

/** Declarations that no example changes, read once for all of them: that takes most of the time of a check. */
const declarations = new Map<string, ts.SourceFile | undefined>();

function hostFor(options: ts.CompilerOptions, scratch: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read: ts.CompilerHost["getSourceFile"] = (path, ...rest) => {
    if (path.startsWith(scratch)) return host.getSourceFile(path, ...rest);
    if (!declarations.has(path)) declarations.set(path, host.getSourceFile(path, ...rest));
    return declarations.get(path);
  };
  return { ...host, getSourceFile: read };
}

function javascriptOf(code: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
