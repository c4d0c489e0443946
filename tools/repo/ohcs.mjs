import { runBuilt } from "./built.mjs";

runBuilt("apps/cli/dist/ohcs.js");
