/** JSON that carries typed arrays of samples as well, in the byte order of the machine. */
export function writeTyped(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isSamples(part) ? packed(part) : part));
}

/** Parses the output of {@link writeTyped}. */
export function readTyped(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => (isPacked(part) ? unpacked(part) : part));
}

const SAMPLES = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array };

type Samples = InstanceType<(typeof SAMPLES)[keyof typeof SAMPLES]>;

interface Packed {
  readonly samples: keyof typeof SAMPLES;
  readonly base64: string;
}

function isSamples(part: unknown): part is Samples {
  return ArrayBuffer.isView(part) && part.constructor.name in SAMPLES;
}

function isPacked(part: unknown): part is Packed {
  return typeof part === "object" && part !== null && "samples" in part && "base64" in part;
}

/** The most arguments passed to `String.fromCharCode` at a time. */
const CHUNK = 2 ** 14;

function packed(samples: Samples): Packed {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, i) =>
    String.fromCharCode(...bytes.subarray(i * CHUNK, (i + 1) * CHUNK)),
  );
  return { samples: samples.constructor.name as Packed["samples"], base64: btoa(chunks.join("")) };
}

function unpacked({ samples, base64 }: Packed): Samples {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new SAMPLES[samples](bytes.buffer);
}
