import picocolors from "picocolors";
import type { Terminal, Writer } from "../src/terminal/terminal.ts";

/** A terminal without colours that keeps what is written to it, for tests. */
export interface RecordingTerminal extends Terminal {
  readonly written: { readonly out: () => string; readonly err: () => string };
}

export function recordingTerminal(columns = 100): RecordingTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: writerInto(out, columns),
    err: writerInto(err, columns),
    written: { out: () => out.join(""), err: () => err.join("") },
  };
}

function writerInto(texts: string[], columns: number): Writer {
  return {
    isTerminal: false,
    style: { colors: picocolors.createColors(false), columns },
    stream: null,
    write: (text) => void texts.push(text),
  };
}
