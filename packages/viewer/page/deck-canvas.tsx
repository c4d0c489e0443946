import { Deck, type Layer, OrthographicView } from "@deck.gl/core";
import { useEffect, useRef } from "preact/hooks";

interface DeckCanvasProps {
  readonly layers: readonly Layer[];
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly onZoom: (zoom: number) => void;
  readonly onPoint: (point: readonly [x: number, y: number] | null) => void;
  readonly onError: (error: Error) => void;
}

/** How much of the view an image leaves free when it is fitted. */
const MARGIN = 0.96;

/** The canvas that deck.gl draws on: dragged and zoomed by mouse, touch and keys; an image of another size is fitted in. */
export function DeckCanvas({ layers, width, height, label, onZoom, onPoint, onError }: DeckCanvasProps) {
  const parent = useRef<HTMLDivElement>(null);
  const deck = useRef<Deck<OrthographicView> | null>(null);
  useEffect(() => {
    const made = new Deck<OrthographicView>({
      parent: parent.current,
      views: new OrthographicView({ id: "image", flipY: true, controller: { keyboard: true, inertia: true } }),
      layers: [],
      // Pixels of microscopes are looked at as they are.
      useDevicePixels: true,
      onViewStateChange: ({ viewState }) => onZoom(Number(viewState.zoom)),
      onHover: ({ coordinate }) => onPoint(coordinate === undefined ? null : [coordinate[0] ?? 0, coordinate[1] ?? 0]),
      onError,
    });
    deck.current = made;
    return () => made.finalize();
  }, []);
  useEffect(() => {
    const { clientWidth = 1, clientHeight = 1 } = parent.current ?? {};
    const zoom = Math.log2(MARGIN * Math.min(clientWidth / width, clientHeight / height));
    const fitted = {
      target: [width / 2, height / 2, 0] as [number, number, number],
      zoom,
      minZoom: zoom - 2,
      maxZoom: 6,
    };
    deck.current?.setProps({ initialViewState: fitted });
    onZoom(zoom);
  }, [width, height]);
  useEffect(() => deck.current?.setProps({ layers: [...layers] }), [layers]);
  return <div ref={parent} class="canvas" role="img" aria-label={label} />;
}
