/** What the page begins with: smoothed planes, the nuclei of the first channel as labels, and a table of their measurements. */
export const DEFAULT_PIPELINE = `name: nuclei
steps:
  - name: smooth
    func:
      - { use: median, with: { size: 3 } }
      - { use: gaussianBlur, with: { sigma: 1 } }
  - name: segment
    func: { use: segmentNuclei }
    inputs:
      image: { from: "step:smooth", channel: DAPI }
    emits: { "labels:nuclei": nuclei }
    materialize: true
  - name: measure
    func: { use: measureObjects }
    inputs:
      labels: "labels:nuclei"
      dna: { from: pipelineStart, channel: DAPI }
      gfp: { from: pipelineStart, channel: GFP }
    emits: ["table:nuclei"]
`;

/** What is shown of an image that was dropped: a chain of filters. */
export const FILTER_PIPELINE = `name: filters
steps:
  - name: filter
    func:
      - { use: median, with: { size: 3 } }
      - { use: gaussianBlur, with: { sigma: 1 } }
      - { use: whiteTopHat, with: { radius: 15 } }
`;
