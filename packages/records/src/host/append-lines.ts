import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

const NEWLINE = "\n";

/** Adds whole lines at the end of a file, after the end of a line that somebody could not finish. */
export async function appendLines(path: string, lines: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    await file.appendFile((await isUnfinished(file)) ? `${NEWLINE}${lines}` : lines);
  } finally {
    await file.close();
  }
}

/** Does the last line lack its end? */
async function isUnfinished(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read({ buffer: new Uint8Array(1), position: size - 1 });
  return buffer[0] !== NEWLINE.charCodeAt(0);
}
