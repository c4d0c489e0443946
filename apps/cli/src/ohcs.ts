#!/usr/bin/env node
/** The `ohcs` command. */
export {};
