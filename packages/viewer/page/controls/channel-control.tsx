import type { ViewedChannel } from "../../src/index.ts";
import type { ChannelView } from "../channel-view.ts";

interface ChannelControlProps {
  readonly channel: ViewedChannel;
  readonly view: ChannelView;
  /** The least and greatest sample that the sliders reach. */
  readonly domain: readonly [number, number];
  readonly onChange: (view: ChannelView) => void;
  readonly onAuto: () => void;
}

/** One channel: shown or not, in which colour and contrast. */
export function ChannelControl({ channel, view, domain, onChange, onAuto }: ChannelControlProps) {
  const [low, high] = view.contrast;
  const [least, greatest] = domain;
  const step = greatest - least > 20 ? 1 : (greatest - least) / 1000;
  const slider = (name: string, value: number, set: (value: number) => ChannelView["contrast"]) => (
    <label class="slider">
      <span>{name}</span>
      <input
        type="range"
        min={least}
        max={greatest}
        step={step}
        value={value}
        aria-label={`${channel.name}: ${name}`}
        onInput={(event) => onChange({ ...view, contrast: set(Number(event.currentTarget.value)) })}
      />
      <output>{shown(value)}</output>
    </label>
  );
  return (
    <fieldset class={view.isVisible ? "channel" : "channel off"}>
      <legend>
        <label>
          <input
            type="checkbox"
            checked={view.isVisible}
            onChange={() => onChange({ ...view, isVisible: !view.isVisible })}
          />
          {channel.name}
        </label>
        <input
          type="color"
          value={view.color}
          aria-label={`${channel.name}: colour`}
          onInput={(event) => onChange({ ...view, color: event.currentTarget.value })}
        />
        <button type="button" onClick={onAuto} title="Contrast of this field's percentiles 1 and 99.8">
          auto
        </button>
      </legend>
      {slider("black", low, (value) => [Math.min(value, high - step), high])}
      {slider("white", high, (value) => [low, Math.max(value, low + step)])}
    </fieldset>
  );
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
