// Puts the clock of a process forward or back by CLOCK_SHIFT_MS, as that of another machine may be; timers go on as they are.
const shift = Number(process.env.CLOCK_SHIFT_MS);
const now = Date.now;
globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now() + shift] : parts));
  }
  static now() {
    return now() + shift;
  }
};
