import { defineCommand } from "../program/command.ts";
import { jsonObject } from "../program/json-object.ts";
import { positive } from "../program/option-values.ts";
import { flag, option } from "../program/options.ts";

/** `ohcs conform`: does a backend keep what the port promises? */
export const conform = defineCommand({
  name: "conform",
  summary: "Hold a storage backend of yours to every promise of the port (backends are what is checked now)",
  arguments: { module: "TypeScript or JavaScript file, or package, that exports what defineBackend made" },
  options: {
    with: option("json", "options of the backend; {folder} becomes a new, empty folder for each store", {
      usual: "{}",
      parse: jsonObject,
    }),
    export: option("name", "test this export only", { usual: "every backend of the module" }),
    measure: flag("also time saves and loads, where all promises are kept"),
    timeout: option("seconds", "end a test that takes longer", { usual: "30", parse: positive }),
  },
  examples: [
    `ohcs conform my-backend.ts --with '{"root": "{folder}"}'`,
    `ohcs conform @ohcs/filemanager/disk --with '{"root": "{folder}"}' --json`,
  ],
  run: async (values, session) => (await import("../conform/conform-module.ts")).conformModule(values, session),
});
