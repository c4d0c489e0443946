import type { Picture } from "@ohcs/viewer/disk";
import type { Writer } from "./terminal.ts";

/** How a terminal shows pictures; `blocks` are two pixels in one letter, by the colours of its upper and lower half. */
export type PictureProtocol = "kitty" | "iterm2" | "sixel" | "blocks";

const ESCAPE = "\u001b";
const KITTY_CHUNK = 4096;

/** The best protocol that a terminal is known to have; null for files, for terminals of few colours, and where colours are not wanted. */
export async function pictureProtocol({ isTerminal, style, stream }: Writer): Promise<PictureProtocol | null> {
  if (!isTerminal || !style.colors.isColorSupported) return null;
  // Inside a multiplexer the terminal that is named may not get what is meant for it.
  const { TERM = "", TMUX, COLORTERM = "" } = process.env;
  const isMultiplexed = TMUX !== undefined || /^(screen|tmux)/.test(TERM);
  const { createSupportsTerminalGraphics } = await import("supports-terminal-graphics");
  const has = createSupportsTerminalGraphics(stream as NodeJS.WriteStream | undefined);
  if (!isMultiplexed) for (const protocol of ["kitty", "iterm2", "sixel"] as const) if (has[protocol]) return protocol;
  return /^(truecolor|24bit)$/i.test(COLORTERM) ? "blocks" : null;
}

/** A picture as the sequence that makes a terminal draw it, with the line end behind it. */
export async function pictureSequence(picture: Picture, protocol: PictureProtocol): Promise<string> {
  if (protocol === "blocks") return blocks(picture);
  if (protocol === "sixel") return sixels(picture);
  const { encodePng } = await import("@ohcs/viewer/disk");
  const png = await encodePng(picture);
  const text = Buffer.from(png).toString("base64");
  return protocol === "kitty" ? kitty(text) : `${ESCAPE}]1337;File=inline=1;size=${png.length}:${text}\u0007\n`;
}

/** https://sw.kovidgoyal.net/kitty/graphics-protocol: a PNG, transmitted in chunks and displayed. */
function kitty(text: string): string {
  const chunks = text.match(new RegExp(`.{1,${KITTY_CHUNK}}`, "g")) ?? [];
  const sequences = chunks.map((chunk, i) => {
    const keys = `${i === 0 ? "a=T,f=100,q=2," : ""}m=${i === chunks.length - 1 ? 0 : 1}`;
    return `${ESCAPE}_G${keys};${chunk}${ESCAPE}\\`;
  });
  return `${sequences.join("")}\n`;
}

async function sixels(picture: Picture): Promise<string> {
  const { default: sixel } = await import("sixel");
  const { width, height } = picture;
  const pixels = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) pixels.set([...colourAt(picture, i), 255], 4 * i);
  return `${sixel.image2sixel(pixels, width, height, 64)}\n`;
}

function blocks(picture: Picture): string {
  const { width, height } = picture;
  let text = "";
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x++) {
      const below = y + 1 < height ? `${ESCAPE}[48;2;${colourAt(picture, (y + 1) * width + x).join(";")}m` : "";
      text += `${ESCAPE}[38;2;${colourAt(picture, y * width + x).join(";")}m${below}▀`;
    }
    text += `${ESCAPE}[0m\n`;
  }
  return text;
}

function colourAt({ samples, data }: Picture, pixel: number): readonly [number, number, number] {
  const at = samples * pixel;
  const red = data[at] ?? 0;
  return samples === 1 ? [red, red, red] : [red, data[at + 1] ?? 0, data[at + 2] ?? 0];
}
