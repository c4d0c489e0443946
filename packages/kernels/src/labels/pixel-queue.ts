/** Pixels that wait under a label, nearest first; of equally near ones the lower label, then the earlier pixel. */
export class PixelQueue {
  #distances = new Float64Array(1024);
  #labels = new Uint32Array(1024);
  #pixels = new Uint32Array(1024);
  #length = 0;
  /** What `pop()` took last. */
  distance = 0;
  label = 0;
  pixel = 0;

  push(distance: number, label: number, pixel: number): void {
    if (this.#length === this.#pixels.length) this.#grow();
    let at = this.#length++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(distance, label, pixel, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#place(at, distance, label, pixel);
  }

  /** Takes the first one into `distance`, `label` and `pixel`; false if none waits. */
  pop(): boolean {
    if (this.#length === 0) return false;
    this.distance = this.#distances[0]!;
    this.label = this.#labels[0]!;
    this.pixel = this.#pixels[0]!;
    const last = --this.#length;
    this.#sink(this.#distances[last]!, this.#labels[last]!, this.#pixels[last]!);
    return true;
  }

  #sink(distance: number, label: number, pixel: number): void {
    let at = 0;
    for (let child = 1; child < this.#length; child = 2 * at + 1) {
      const next = child + 1;
      if (
        next < this.#length &&
        this.#isBefore(this.#distances[next]!, this.#labels[next]!, this.#pixels[next]!, child)
      )
        child = next;
      if (this.#isBefore(distance, label, pixel, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#place(at, distance, label, pixel);
  }

  #isBefore(distance: number, label: number, pixel: number, at: number): boolean {
    const other = this.#distances[at]!;
    if (distance !== other) return distance < other;
    return label === this.#labels[at]! ? pixel < this.#pixels[at]! : label < this.#labels[at]!;
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#distances[from]!, this.#labels[from]!, this.#pixels[from]!);
  }

  #place(at: number, distance: number, label: number, pixel: number): void {
    this.#distances[at] = distance;
    this.#labels[at] = label;
    this.#pixels[at] = pixel;
  }

  #grow(): void {
    const capacity = 2 * this.#pixels.length;
    this.#distances = enlarged(this.#distances, new Float64Array(capacity));
    this.#labels = enlarged(this.#labels, new Uint32Array(capacity));
    this.#pixels = enlarged(this.#pixels, new Uint32Array(capacity));
  }
}

function enlarged<T extends Float64Array | Uint32Array>(values: T, room: T): T {
  room.set(values);
  return room;
}
