import type { Overlay } from "../channel-view.ts";

interface OverlayControlProps {
  readonly label: string;
  readonly overlay: Overlay;
  readonly onChange: (overlay: Overlay) => void;
}

const OVERLAYS: readonly Overlay[] = ["none", "outlines", "tint"];

/** How one label image lies over the channels. */
export function OverlayControl({ label, overlay, onChange }: OverlayControlProps) {
  return (
    <fieldset class="overlay">
      <legend>{label}</legend>
      {OVERLAYS.map((one) => (
        <label key={one}>
          <input type="radio" name={`overlay-${label}`} checked={overlay === one} onChange={() => onChange(one)} />
          {one}
        </label>
      ))}
    </fieldset>
  );
}
