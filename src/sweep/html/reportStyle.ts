/** The report's style sheet: black on white on the screen and on paper, the fonts that are there. */
export const reportStyle = `
:root { color-scheme: light; }
body { max-width: 1080px; margin: 2rem auto; padding: 0 1rem; font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; break-after: avoid; }
p.note, figcaption, footer { color: #555; font-size: .82rem; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(336px, 1fr)); gap: 1.5rem 1rem; align-items: start; }
figure { margin: 0; max-width: 344px; break-inside: avoid; }
figure h3 { font-size: .95rem; margin: 0 0 .3rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; max-width: 100%; }
th, td { text-align: left; padding: .18rem .6rem; border-bottom: 1px solid #ddd; overflow-wrap: break-word; vertical-align: top; }
th { border-bottom: 1px solid #888; }
.table { overflow-x: auto; }
.n { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
dt { font-weight: 600; }
dd { margin: 0 0 .4rem 1rem; overflow-wrap: anywhere; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } .figures { grid-template-columns: repeat(2, 1fr); } }
@page { margin: 15mm; }
`;
