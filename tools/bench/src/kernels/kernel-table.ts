import { type KernelRow, LIBRARIES, type Library } from "./against-peers.ts";

/** What the page needs of the document of `--only kernels`. */
export interface KernelsDocument {
  readonly startedAt: string;
  readonly machine: { readonly node: string; readonly cpu: string; readonly loadAverage: number };
  readonly benchmarks: {
    readonly kernels: {
      readonly peers: string;
      readonly rows: readonly KernelRow[];
      readonly geometricMean: Readonly<Record<Library, number>>;
    };
  };
}

const NAMES: Readonly<Record<Library, string>> = {
  scikitImage: "scikit-image, SciPy, NumPy",
  opencv: "OpenCV",
  simpleItk: "SimpleITK",
};
/** The row whose times stand in the table. */
const SHOWN = { side: 1080, samples: "uint16" } as const;

/** A Markdown page of a document of `--only kernels`: a row per kernel, ratios as the range over all sizes and sample types. */
export function kernelTable({ startedAt, machine, benchmarks }: KernelsDocument): string {
  const { peers, rows, geometricMean } = benchmarks.kernels;
  const means = LIBRARIES.map((library) => `${round(geometricMean[library])} × ${NAMES[library]}`).join(", ");
  const kernels = [...new Set(rows.map(({ kernel }) => kernel))].toSorted();
  return `# Times of kernels

Made by \`npm run bench -- --kernel-table DOCUMENT\` of ${startedAt.slice(0, 10)}: ${machine.cpu}, Node ${machine.node.replace("v", "")}, load ${round(machine.loadAverage)}; ${peers}, each on one thread, by turns.

Milliseconds are medians on a plane of ${SHOWN.side} × ${SHOWN.side} px, ${SHOWN.samples} (uint8 for kernels of masks and labels). Planes lie in the memory of kernels, as those
of a run do (decision 83); "copied" is the time with arrays from elsewhere, which are copied into it, and results out of it; "a copy" is that plane copied once into memory used before, the physical floor. Ratios are the time of the peer by ours, above 1 ours is faster: the geometric mean over planes of 512, 1080 and 2160 px and
their sample types, and in brackets the least and the greatest. Over all ${rows.length} rows: ${means}.

| kernel | ours, ms | copied, ms | a copy, ms | ${LIBRARIES.map((library) => NAMES[library]).join(" | ")} |
| --- | --- | --- | --- | ${LIBRARIES.map(() => "---").join(" | ")} |
${kernels.map((kernel) => lineOf(rows.filter((row) => row.kernel === kernel))).join("\n")}

${belowLine(rows, "scikitImage", 1)} ${belowLine(rows, "opencv", 0.15)}
`;
}

function lineOf(rows: readonly KernelRow[]): string {
  const sized = rows.filter(({ side }) => side === SHOWN.side);
  const row = sized.find(({ samples }) => samples === SHOWN.samples) ?? sized[0];
  if (row === undefined) throw new Error(`Cannot make the table: expected rows of ${SHOWN.side} px`);
  const ratios = LIBRARIES.map((library) => ratioOf(rows.flatMap(({ peers }) => peers[library]?.ratio ?? [])));
  const cells = [
    `\`${row.kernel}\``,
    round(row.ohcs.median),
    round(row.ohcsCopied.median),
    round(row.copyMs),
    ...ratios,
  ];
  return `| ${cells.join(" | ")} |`;
}

function ratioOf(ratios: readonly number[]): string {
  if (ratios.length === 0) return "–";
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  return `${round(mean)} (${round(Math.min(...ratios))}–${round(Math.max(...ratios))})`;
}

function belowLine(rows: readonly KernelRow[], library: Library, least: number): string {
  const below = rows.flatMap(({ kernel, side, samples, peers, ohcs, copyMs }) => {
    const ratio = peers[library]?.ratio ?? least;
    const copies = round(ohcs.median / copyMs);
    return ratio < least ? [`\`${kernel}\` ${side} px ${samples} ${round(ratio)} (${copies})`] : [];
  });
  const list = below.length === 0 ? "none" : `${below.join(", ")} (in brackets ours in copies of the plane)`;
  return `Below ${least} × ${NAMES[library]}: ${list}.`;
}

/** Two significant digits, whole numbers from 100 on. */
const round = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
