/** Emits images by name: heights in grey where there is z, and nuclei outlined in yellow on two channels in colours. */
export const figuresPipeline = (hasZ: boolean) => `name: figures
steps:
  - name: focus
    func: { use: ${hasZ ? "extendedFocus" : "maxProjection"} }
    ${hasZ ? 'emits: ["image:heights"]' : ""}
    materialize: true
  - name: segment
    func: { use: segmentNuclei }
    inputs: { image: { from: "step:focus", channel: "1" } }
    emits: ["labels:nuclei"]
    materialize: true
  - name: colors
    func: { use: composite, with: { colors: { dna: blue, gfp: green } } }
    inputs:
      dna: { from: "step:focus", channel: "1" }
      gfp: { from: "step:focus", channel: "2" }
    emits: ["rgb:composite"]
  - name: outlines
    func: { use: overlayOutlines, with: { colors: { nuclei: yellow } } }
    inputs: { rgb: "rgb:composite", nuclei: "labels:nuclei" }
    emits: ["rgb:overlay"]
`;
