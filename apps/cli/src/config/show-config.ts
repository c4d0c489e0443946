import { basename, relative, resolve } from "node:path";
import { type ConfigOrigin, type TracedConfig, traceConfig } from "@ohcs/compiler";
import { plateFolder } from "ohcs/settings";
import type { ConfigFlags } from "../commands/command-options.ts";
import { fail } from "../errors.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { table } from "../views/table.ts";
import { loadConfig } from "./load-config.ts";

/** What `ohcs config` takes. */
export interface ConfigValues extends ConfigFlags {
  readonly action: string;
  readonly plate: string | undefined;
}

/** Every value of the configuration with where it comes from, for one plate or for all; reads only. @throws `USAGE_INVALID` */
export async function showConfig({ action, plate, ...flags }: ConfigValues, session: Session): Promise<Outcome> {
  if (action !== "show")
    throw fail("USAGE_INVALID", `Cannot read the command line: expected 'config show', got 'config ${action}'`);
  const { directory, json, terminal } = session;
  const { stack, diagnostics: notices, file } = await loadConfig(flags, directory);
  const plateId = plate === undefined ? null : basename(await plateFolder(resolve(directory, plate)));
  const traced = traceConfig(stack, plateId);
  const diagnostics = [...notices, ...traced.diagnostics];
  if (!json) terminal.err.write(diagnosticsView(diagnostics, terminal.err.style));
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return {
    exitCode: isSound ? EXIT.success : EXIT.compileErrors,
    json: { plate: plateId, file, values: traced.values, diagnostics },
    text: (style) => configView(traced, directory, style),
  };
}

function configView({ values }: TracedConfig, directory: string, style: Style): string {
  const rows = Object.entries(values).map(([name, { value, origin }]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
    originText(origin, directory),
  ]);
  return table([{ title: "field" }, { title: "value" }, { title: "from" }], rows, style);
}

function originText(origin: ConfigOrigin, directory: string): string {
  switch (origin.kind) {
    case "file":
      return `${relative(directory, origin.file)}: ${origin.path}`;
    case "environment":
    case "flag":
      return origin.name;
    case "machine":
      return "this machine";
    default:
      return origin.kind;
  }
}
