import { countOf } from "@ohcs/context";
import type { Writer } from "../terminal/terminal.ts";
import { formatBytes } from "../views/format-bytes.ts";

/** Shows how far writing has come: one line that changes, on a terminal only. */
export interface BytesWatch {
  readonly progress: (written: { readonly files: number; readonly bytes: number }) => void;
  readonly close: () => void;
}

const FRAME_MS = 100;

/** Watches the writing of about `total` files. */
export async function watchBytes(writer: Writer, total: number): Promise<BytesWatch> {
  if (!writer.isTerminal || writer.stream === null) return { progress: () => {}, close: () => {} };
  const { createLogUpdate } = await import("log-update");
  const area = createLogUpdate(writer.stream);
  let drawn = 0;
  return {
    progress({ files, bytes }) {
      // Rendering a plate blocks the event loop, so the view is drawn from here and not by a timer.
      if (performance.now() - drawn < FRAME_MS) return;
      drawn = performance.now();
      area(
        `writing  ${Math.min(100, Math.round((files / total) * 100))} %  ${countOf(files, "file")}, ${formatBytes(bytes)}`,
      );
    },
    close: () => area.clear(),
  };
}
