import { type DefinedHandler, defineHandler } from "@ohcs/context";
import { fail } from "../errors.ts";
import { formatHandler } from "../format/format-handler.ts";
import { type LoadDataOptions, loadDataFormat } from "./load-data-format.ts";

const KNOWN = ["csv", "plate"];

/** The handler of `LoadData` tables; it must be named, and takes `{ csv, plate }`. */
export const loadData: DefinedHandler = defineHandler({
  name: "loadData",
  version: "1.1.0",
  summary: loadDataFormat().summary,
  create: (options: unknown) => formatHandler(loadDataFormat(checked(options))).create({}),
});

function checked(options: unknown): LoadDataOptions {
  const given = Object.entries((options ?? {}) as Readonly<Record<string, unknown>>);
  if (given.every(([name, value]) => KNOWN.includes(name) && typeof value === "string"))
    return Object.fromEntries(given);
  const message = `Cannot use handler 'loadData': expected { csv, plate } as texts, got '${JSON.stringify(options)}'`;
  throw fail("HANDLER_OPTIONS_INVALID", message, { details: { handler: "loadData" } });
}
