import type { WriteStream } from "node:tty";
import picocolors from "picocolors";
import type { Terminal, Writer } from "./terminal.ts";

const COLUMNS_OF_A_FILE = 120;

/**
 * The terminal of this process, which standard output belongs to from now on: what anything else prints there, a user's
 * module say, goes to standard error instead. A reader who stops reading (`ohcs functions | head -1`) is no error.
 */
export function processTerminal(): Terminal {
  const terminal = { out: writerOf(process.stdout), err: writerOf(process.stderr) };
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return terminal;
}

function writerOf(stream: WriteStream): Writer {
  const write = stream.write.bind(stream);
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== "EPIPE") throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    get style() {
      return { colors: picocolors.createColors(wantsColors(stream)), columns: stream.columns ?? COLUMNS_OF_A_FILE };
    },
    stream,
    write: (text) => void (open && write(text)),
  };
}

/** The conventions of `NO_COLOR` and `FORCE_COLOR`; otherwise colours are for terminals. */
function wantsColors(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}
