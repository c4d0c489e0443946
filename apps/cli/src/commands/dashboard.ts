import { defineCommand } from "../program/command.ts";
import { integer, list } from "../program/option-values.ts";
import { option } from "../program/options.ts";

/** `ohcs dashboard`: the queues of wells as a page. */
export const dashboard = defineCommand({
  name: "dashboard",
  summary: "Show the queues of '--runner bullmq' as a page on this machine, until it is ended",
  arguments: {},
  options: {
    port: option("n", "where it is served", { usual: "one that is free", parse: integer(1) }),
    class: option("list", "classes of machines whose queues are shown", { usual: "cpu", parse: list }),
    prefix: option("name", "what the keys of the queues begin with", { usual: "ohcs" }),
  },
  examples: ["ohcs dashboard --port 8080"],
  run: async (values, session) => (await import("../remote/show-dashboard.ts")).showDashboard(values, session),
});
