/** `npm run demo`: a synthetic plate from images to a table, compared with its truth. */
import { runDemo } from "./demo/run-demo.ts";
import { processTerminal } from "./terminal/process-terminal.ts";

process.exitCode = await runDemo(processTerminal(), process.cwd());
