import { statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, freemem } from "node:os";
import { machineMemory } from "@ohcs/executor/host";
import { EXIT, type Outcome } from "../program/session.ts";
import { formatBytes } from "../views/formats.ts";
import { table } from "../views/table.ts";

/** One thing that was looked at. */
interface Finding {
  readonly subject: string;
  readonly fit: boolean;
  readonly found: string;
  /** What to do where it is not fit. */
  readonly remedy: string;
}

const OLDEST_NODE = [20, 19] as const;
const LEAST_MEMORY = 1e9;
const LEAST_DISK = 1e9;

/** Looks at Node, cores, memory, the image library and the disk below `directory`; exit code 1 where one is not fit. */
export async function examineMachine(directory: string): Promise<Outcome> {
  const findings = [
    nodeFinding(process.versions.node),
    coresFinding(),
    memoryFinding(),
    sharpFinding(),
    await diskFinding(directory),
  ];
  const fit = findings.every((finding) => finding.fit);
  return {
    exitCode: fit ? EXIT.success : EXIT.usage,
    json: { fit, findings },
    text: (style) => {
      const { green, red } = style.colors;
      const rows = findings.map(({ subject, fit: ok, found, remedy }) => [
        ok ? green("✓") : red("✗"),
        subject,
        ok ? found : `${found} → ${remedy}`,
      ]);
      return table([{ title: "" }, { title: "" }, { title: "found" }], rows, style);
    },
  };
}

function nodeFinding(running: string): Finding {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  const fit = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { subject: "Node", fit, found: running, remedy: `Install Node ${OLDEST_NODE.join(".")} or newer.` };
}

function coresFinding(): Finding {
  const cores = availableParallelism();
  return { subject: "cores", fit: cores > 0, found: `${cores}, as many wells at the same time`, remedy: "" };
}

function memoryFinding(): Finding {
  const total = machineMemory();
  const found = `${formatBytes(total)}, ${formatBytes(Math.min(total, freemem()))} free`;
  return {
    subject: "memory",
    fit: total >= LEAST_MEMORY,
    found,
    remedy: "Use fewer workers, or a larger machine.",
  };
}

/** Loads sharp as the file manager would: from its own folder. */
function sharpFinding(): Finding {
  const remedy = "Install again: the native library for this platform is missing.";
  try {
    const requireThere = createRequire(import.meta.resolve("@ohcs/filemanager/disk"));
    const sharp = requireThere("sharp") as { readonly versions: Readonly<Record<string, string>> };
    return { subject: "sharp", fit: true, found: `${sharp.versions.sharp}, libvips ${sharp.versions.vips}`, remedy };
  } catch (error) {
    const [reason = "it does not load"] = error instanceof Error ? error.message.split("\n") : [];
    return { subject: "sharp", fit: false, found: reason, remedy };
  }
}

async function diskFinding(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  return {
    subject: "disk",
    fit: free >= LEAST_DISK,
    found: `${formatBytes(free)} free at ${directory}`,
    remedy: "Free some space.",
  };
}
