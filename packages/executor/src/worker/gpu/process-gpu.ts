import type { GpuCounts, GpuSession } from "@ohcs/context";
import { openDevice } from "@ohcs/gpu-registry/host";
import { createGpuSession } from "@ohcs/gpu-registry/session";
import type { WorkerDevice } from "../../protocol.ts";
import { answerWithin, type Patience } from "./answer-within.ts";
import { NOTHING, sumOfCounts } from "./gpu-counts.ts";
import { patientSession } from "./patient-session.ts";
import type { WorkerGpu } from "./worker-gpu.ts";

/** The device of a process, kept as long as that lives: whatever a driver does to it, it does to this process alone. */
export class ProcessGpu implements WorkerGpu {
  readonly #device: WorkerDevice;
  #opened: Promise<GPUDevice> | null = null;
  #session: GpuSession | null = null;
  /** Of sessions that are over. */
  #before = NOTHING;
  #isSpoiled = false;

  constructor(device: WorkerDevice) {
    this.#device = device;
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
      const device = await answerWithin(this.#patience, "open the device", openDevice(this.#device));
      void device.lost.then(() => {
        this.#isSpoiled = true;
      });
      return device;
    } catch (error) {
      this.#isSpoiled = true;
      throw error;
    }
  }
}
