import type { WriteStream } from "node:tty";
import picocolors from "picocolors";
import type { Terminal, Writer } from "./terminal.ts";

const COLUMNS_OF_A_FILE = 120;

/** The terminal of this process. A reader who stops reading (`ohcs functions | head -1`) is no error. */
export function processTerminal(): Terminal {
  return { out: writerOf(process.stdout), err: writerOf(process.stderr) };
}

function writerOf(stream: WriteStream): Writer {
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
    write: (text) => void (open && stream.write(text)),
  };
}

/** The conventions of `NO_COLOR` and `FORCE_COLOR`; otherwise colours are for terminals. */
function wantsColors(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}
