import { defineRunner } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";

/** Worker threads, of which at most `most` run at the same time. */
export const limited = defineRunner({
  name: "limited",
  version: "1.2.0",
  create: ({ most = 1, ...options }) => {
    const threads = threadsRunner(options);
    const start = (asked) => threads.start({ ...asked, width: Math.min(most, asked.width) });
    return { ...threads, name: "limited", start };
  },
});
