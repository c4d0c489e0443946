import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { readDocument } from "@ohcs/compiler";
import type { Diagnostic } from "@ohcs/context";
import { loadModule } from "ohcs/modules";
import { type CliErrorCode, cliErrors } from "../errors.ts";

/** What a configuration file holds, whatever its shape, or why it cannot be read. */
export interface ConfigFileContents {
  /** An empty object where it cannot be read. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a configuration file of any format; a module gives its default export. Nothing is thrown. */
export async function readConfigFile(file: string): Promise<ConfigFileContents> {
  try {
    const { value, problems } = await contentsOf(file);
    return { value: problems.length > 0 ? {} : value, diagnostics: problems.map((got) => unreadable(file, got)) };
  } catch (error) {
    return { value: {}, diagnostics: [unreadable(file, error instanceof Error ? error.message : String(error))] };
  }
}

/** An empty YAML file says nothing. */
async function contentsOf(file: string) {
  const extension = extname(file);
  if (extension === ".json") return readDocument(await readFile(file, "utf8"), "json");
  if (extension !== ".yaml" && extension !== ".yml")
    return { value: (await loadModule(file)).exports.default, problems: [] };
  const document = readDocument(await readFile(file, "utf8"), "yaml");
  return { ...document, value: document.value ?? {} };
}

function unreadable(file: string, got: string): Diagnostic {
  const expected = "a file that can be read";
  return configProblem("CONFIG_UNREADABLE", file, { expected, got: `'${got}'` });
}

/** A configuration file that cannot be used, as a diagnostic among those of the compiler. */
export function configProblem(
  code: Extract<CliErrorCode, `CONFIG_${string}`>,
  file: string,
  facts: { readonly expected: string; readonly got: string; readonly examples?: readonly string[] },
): Diagnostic {
  const { expected, got, examples = [] } = facts;
  return {
    severity: "error",
    code,
    where: { config: "", file },
    expected,
    got,
    hint: cliErrors[code].remedy,
    message: `Cannot use configuration file '${file}': expected ${expected}, got ${got}`,
    count: Math.max(1, examples.length),
    examples,
  };
}
