import { defineCommand } from "../program/command.ts";
import { jsonObject } from "../program/json-object.ts";
import { positive } from "../program/option-values.ts";
import { flag, option } from "../program/options.ts";

/** `ohcs conform`: does what a module exports keep its promises? */
export const conform = defineCommand({
  name: "conform",
  summary: "Hold storage backends and functions of yours to every promise (handlers have no suite yet)",
  arguments: {
    module: "TypeScript or JavaScript file, or package, that exports what defineBackend or defineFunction made",
  },
  options: {
    with: option(
      "json",
      "options of a backend, where {folder} becomes a new, empty folder for each store; or parameters of a function",
      {
        usual: "{}",
        parse: jsonObject,
      },
    ),
    export: option("name", "test this export only", { usual: "every backend and function of the module" }),
    measure: flag("also time saves and loads of backends that keep all promises"),
    timeout: option("seconds", "end a test that takes longer", { usual: "30", parse: positive }),
  },
  examples: [
    `ohcs conform my-backend.ts --with '{"root": "{folder}"}'`,
    `ohcs conform @ohcs/filemanager/disk --with '{"root": "{folder}"}' --json`,
  ],
  run: async (values, session) => (await import("../conform/conform-module.ts")).conformModule(values, session),
});
