// Browsers on systems with a POSIX locale name a language that `Intl` refuses, and uPlot asks for it as soon as it is loaded: then English is shown.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en" });
}
