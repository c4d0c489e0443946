import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup();
await runBuilt("tools/bench/dist/main.js");
