/** The style of the page: light and dark by the reader's setting, and for print. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5b6570; --line: #d5dae0; --ground: #fff; --panel: #f5f7f9; --accent: #0b62c4; --bad: #b3261e; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --soft: #a5afb9; --line: #3a424b; --ground: #14181c; --panel: #1d2329; --accent: #7ab8ff; --bad: #ff8a80; --good: #6fdc8c; } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1500px; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.5rem; margin: .4rem 0; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .6rem; } h3 { font-size: 1rem; margin: .8rem 0 .4rem; }
p { margin: .3rem 0; } .soft { color: var(--soft); } a { color: var(--accent); }
.numbers { display: flex; flex-wrap: wrap; gap: .8rem; margin: .8rem 0; }
.numbers div { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .9rem; }
.numbers b { display: block; font-size: 1.35rem; }
.bad { color: var(--bad); } .good { color: var(--good); }
table { border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody th { font-weight: 500; } thead th { background: var(--panel); position: sticky; top: 0; }
.scroll { overflow: auto; max-height: 26rem; border: 1px solid var(--line); border-radius: 6px; }
.scroll td:last-child:not(:first-of-type) { min-width: 9rem; } .fact { white-space: nowrap; margin-right: .8rem; }
.scroll + .scroll { margin-top: .6rem; }
.split { display: grid; grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); gap: 1.2rem; align-items: start; }
@media (max-width: 60rem) { .split { grid-template-columns: 1fr; } }
.plate { display: grid; gap: 2px; padding: 2px; }
.plate > span { display: grid; place-items: center; color: var(--soft); font-size: .7rem; min-width: 1rem; }
.plates.several { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
.plates.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .4rem 1.2rem; } .plates.small .plate { gap: 1px; } .plates.small .well { font-size: 0; border-width: 0; border-radius: 1px; } .plates.small .head { font-size: .5rem; } .plates.small h3 { font-size: .85rem; overflow-wrap: anywhere; }
.head { border-radius: 3px; }
.well { position: relative; aspect-ratio: 1; min-width: 0; padding: 0; border: 1px solid var(--line); border-radius: 3px; background: var(--panel); color: var(--ink); font: inherit; font-size: .62rem; overflow: hidden; cursor: pointer; }
.well[aria-pressed=true] { outline: 3px solid var(--accent); outline-offset: 1px; z-index: 1; }
.well:focus-visible, select:focus-visible, input:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.well.failed { border: 2px solid var(--bad); } .well.failed::after { content: "✕"; position: absolute; inset: 0; display: grid; place-items: center; color: var(--bad); font-size: 1rem; font-weight: 700; } .well.failed.valued::after { place-items: start end; padding: .1rem .3rem; color: inherit; font-size: .8rem; }
.well.pending { border-style: dashed; color: var(--soft); } .pair { display: inline-flex; gap: 4px; } .thumbnail { display: block; width: 3.6rem; aspect-ratio: 1; border-radius: 3px; background: #000; }
.empty { aspect-ratio: 1; border: 1px dashed var(--line); border-radius: 3px; } .empty.thin { aspect-ratio: auto; height: .8rem; }
.legend { display: flex; align-items: center; gap: .6rem; margin: .5rem 0; font-size: .85rem; } .ramp { width: 12rem; height: .9rem; border-radius: 3px; border: 1px solid var(--line); }
.controls { display: flex; flex-wrap: wrap; gap: .8rem; align-items: end; margin: .3rem 0 .6rem; } label { display: grid; gap: .15rem; font-size: .85rem; } select { font: inherit; max-width: 26rem; padding: .2rem; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .6rem; } figure { margin: 0; } figcaption { font-size: .85rem; }
.picture { position: relative; background: #000; border-radius: 4px; overflow: hidden; } .picture canvas { display: block; width: 100%; cursor: crosshair; image-rendering: pixelated; }
.frame { position: absolute; border: 2px solid #ff4fd8; pointer-events: none; } .histogram { display: block; width: 100%; height: 2.2rem; color: var(--accent); } .ends { display: grid; grid-template-columns: 1fr 1fr; gap: .3rem; } .ends input { width: 100%; margin: 0; }
.crop { padding: 0; border: 1px solid var(--line); background: #000; cursor: pointer; line-height: 0; } .crop canvas { width: 44px; height: 44px; image-rendering: pixelated; } .crop[aria-pressed=true] { outline: 3px solid var(--accent); } tr.chosen td, tr.chosen th { background: var(--panel); }
.link { border: 0; padding: .1rem .2rem; background: none; color: var(--accent); font: inherit; text-decoration: underline; cursor: pointer; } .link:focus-visible, .crop:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.interval { position: relative; width: 9rem; height: 1rem; background: var(--panel); border: 1px solid var(--line); } .interval i { position: absolute; top: 0; bottom: 0; } .interval .half { left: 75%; width: 1px; background: var(--soft); } .interval .range { top: 40%; bottom: 40%; background: var(--accent); } .interval .mark { width: 3px; margin-left: -1px; background: var(--ink); }
.panel { position: sticky; top: .5rem; max-height: calc(100vh - 1rem); overflow: auto; } .row { display: flex; flex-wrap: wrap; gap: .5rem; } .row img { display: block; width: 8rem; border-radius: 4px; background: #000; } .key { border-left: 1rem solid; padding-left: .4rem; }
.methods { max-width: 60rem; overflow-wrap: anywhere; } label.line { display: flex; align-items: center; gap: .3rem; } summary { cursor: pointer; margin: .4rem 0; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; } .chart { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .5rem; max-width: 100%; overflow: auto; } .charts .chart { width: 27.4rem; } .chart b { overflow-wrap: anywhere; }
svg text { fill: var(--soft); font-size: 11px; } svg rect { fill: var(--accent); } svg rect.failed { fill: var(--bad); }
code, pre { font: .85rem/1.4 ui-monospace, monospace; } pre { white-space: pre-wrap; word-break: break-word; margin: 0; }
code { white-space: pre-wrap; word-break: break-word; }
.u-title, .u-legend { font: inherit; font-size: .85rem; } .u-axis { color: var(--ink); }
@media print { main { max-width: none; } .panel { position: static; max-height: none; } .well, .head, .ramp, .interval, .interval i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .scroll { max-height: none; overflow: visible; } section { break-inside: avoid; } }
`;
