import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup({ deep: true }); // The drivers that its GPU benchmarks compare come with what deep tests need.
await runBuilt("tools/bench/dist/main.js");
