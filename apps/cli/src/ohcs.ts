#!/usr/bin/env node
/** The `ohcs` command. */
import { main } from "./program/main.ts";
import { processTerminal } from "./terminal/process-terminal.ts";

process.exitCode = await main(process.argv.slice(2), processTerminal());
