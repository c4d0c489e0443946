import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup();
runBuilt("apps/cli/dist/demo.js");
