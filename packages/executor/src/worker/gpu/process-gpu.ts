import type { GpuCounts, GpuSession } from "@ohcs/context";
import { openDevice } from "@ohcs/gpu-registry/host";
import { createGpuSession } from "@ohcs/gpu-registry/session";
import { longTimer } from "../../cancel/long-timer.ts";
import { fail } from "../../errors.ts";
import type { WorkerDevice } from "../../protocol.ts";
import { NOTHING, sumOfCounts } from "./gpu-counts.ts";
import type { WorkerGpu } from "./worker-gpu.ts";

/** The timeout of a GPU, and its listener. */
interface Patience {
  readonly patienceMs: number;
  readonly onHung: () => void;
}

/** The device of a process, kept as long as that lives: whatever a driver does to it, it does to this process alone. */
export class ProcessGpu implements WorkerGpu {
  readonly #device: WorkerDevice;
  readonly #report: (isOpening: boolean) => Promise<void>;
  #opened: Promise<GPUDevice> | null = null;
  #session: GpuSession | null = null;
  /** Of sessions that are over. */
  #before = NOTHING;
  #isSpoiled = false;

  /**
   * @param report Reports that the device is being opened, and that this has ended; resolves once the message is sent.
   */
  constructor(device: WorkerDevice, report: (isOpening: boolean) => Promise<void> = () => Promise.resolve()) {
    this.#device = device;
    this.#report = report;
  }

  async session(): Promise<GpuSession> {
    this.#opened ??= this.#open();
    const device = await this.#opened;
    const { idleBytes } = this.#device;
    this.#session ??= patientSession(createGpuSession(device, { idleBytes }), this.#patience);
    return this.#session;
  }

  reset(): void {
    if (this.#session === null || this.#isSpoiled) return;
    this.#before = this.counts();
    this.#session.close();
    this.#session = null;
  }

  counts(): GpuCounts {
    return this.#session === null ? this.#before : sumOfCounts(this.#before, this.#session.counts());
  }

  get isSpoiled(): boolean {
    return this.#isSpoiled;
  }

  get #patience(): Patience {
    const onHung = () => {
      this.#isSpoiled = true;
    };
    return { patienceMs: this.#device.patienceMs, onHung };
  }

  async #open(): Promise<GPUDevice> {
    try {
      await this.#report(true);
      const device = await answerWithin(this.#patience, "open the device", this.#opening());
      void device.lost.then(() => {
        this.#isSpoiled = true;
      });
      return device;
    } catch (error) {
      this.#isSpoiled = true;
      throw error;
    }
  }

  /** Its end is reported when it ends, also where no well waits for it any more: until then the driver may still block the process. */
  async #opening(): Promise<GPUDevice> {
    try {
      return await openDevice(this.#device);
    } finally {
      void this.#report(false);
    }
  }
}

/**
 * A session whose downloads do not wait for ever: neither WebGPU nor software drivers end a kernel that never ends, and the
 * event loop lives on meanwhile.
 */
function patientSession(session: GpuSession, patience: Patience): GpuSession {
  return Object.freeze({
    ...session,
    download: (plane) => answerWithin(patience, "download", session.download(plane)),
  } satisfies GpuSession);
}

/** A GPU's answer, unless it takes too long; `act` names the request. @throws `GPU_HUNG` */
function answerWithin<Answer>({ patienceMs, onHung }: Patience, act: string, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof longTimer>;
  const late = new Promise<never>((_, reject) => {
    timer = longTimer(() => {
      onHung();
      reject(fail("GPU_HUNG", `Cannot ${act}: expected the GPU's answer within ${patienceMs} ms, got none`));
    }, patienceMs);
  });
  // A late answer is ignored.
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
