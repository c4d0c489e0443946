import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup();
await runBuilt("tools/chaos/dist/main.js");
