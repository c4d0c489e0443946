import { runBuilt } from "./built.mjs";
import { setup } from "./setup.mjs";

setup();
runBuilt("tools/bench/dist/main.js");
