import { runBuilt } from "./built.mjs";

await runBuilt("apps/cli/dist/ohcs.js");
