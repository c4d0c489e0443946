import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup();
await runBuilt("apps/cli/dist/demo.js");
